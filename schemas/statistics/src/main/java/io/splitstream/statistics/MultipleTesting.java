package io.splitstream.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Adjusting p-values of several tests. Every method keeps the order of its input and never exceeds 1. */
public final class MultipleTesting {
    private MultipleTesting() {}

    /** Holm's step-down: controls the chance of any false rejection, whatever the dependence (Holm 1979). */
    public static List<Double> holm(List<Double> pValues) {
        int[] ascending = ascending(pValues);
        double[] adjusted = new double[ascending.length];
        double least = 0;
        for (int i = 0; i < ascending.length; i++) {
            least = Math.max(least, Math.min(1, pValues.get(ascending[i]) * (ascending.length - i)));
            adjusted[ascending[i]] = least;
        }
        return Arrays.stream(adjusted).boxed().toList();
    }

    /** Benjamini and Hochberg's step-up: controls the false discovery rate of independent tests (1995). */
    public static List<Double> benjaminiHochberg(List<Double> pValues) {
        int[] ascending = ascending(pValues);
        double[] adjusted = new double[ascending.length];
        double most = 1;
        for (int i = ascending.length - 1; i >= 0; i--) {
            most = Math.min(most, pValues.get(ascending[i]) * ascending.length / (i + 1));
            adjusted[ascending[i]] = most;
        }
        return Arrays.stream(adjusted).boxed().toList();
    }

    /** Bonferroni's: each p-value times their number. */
    public static List<Double> bonferroni(List<Double> pValues) {
        return pValues.stream().map(p -> Math.min(1, p * pValues.size())).toList();
    }

    private static int[] ascending(List<Double> pValues) {
        for (double p : pValues) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("p-value: " + p + " (expected: 0 to 1)");
            }
        }
        return IntStream.range(0, pValues.size())
                .boxed()
                .sorted(Comparator.comparing(pValues::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
