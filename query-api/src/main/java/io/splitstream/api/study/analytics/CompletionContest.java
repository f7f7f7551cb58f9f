package io.splitstream.api.study.analytics;

import io.splitstream.api.study.StudyVariant;
import io.splitstream.statistics.NormalPosterior;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of two variants has the higher completion rate, and how sure that is.
 *
 * <p>The session is the unit. P(best) = Φ(|m₁ − m₂| / √(v₁/n₁ + v₂/n₂)), the posterior of the difference of two means
 * under a flat prior; certain where both variances are zero.
 */
final class CompletionContest {
    private static final int FEWEST = 5;

    private CompletionContest() {}

    /** The outcome; empty with fewer than five sessions of either. */
    record Result(@Nullable StudyVariant winner, double confidence) {}

    static Optional<Result> decide(double[] ratesA, double[] ratesB) {
        if (ratesA.length < FEWEST || ratesB.length < FEWEST) {
            return Optional.empty();
        }
        double difference = mean(ratesB) - mean(ratesA);
        if (difference == 0) {
            return Optional.of(new Result(null, 0.5));
        }
        double variance = variance(ratesA) / ratesA.length + variance(ratesB) / ratesB.length;
        double confidence = variance == 0
                ? 1
                : new NormalPosterior(Math.abs(difference), Math.sqrt(variance)).probabilityPositive();
        return Optional.of(new Result(difference > 0 ? StudyVariant.B : StudyVariant.A, confidence));
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** Of one value, by n − 1. */
    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
