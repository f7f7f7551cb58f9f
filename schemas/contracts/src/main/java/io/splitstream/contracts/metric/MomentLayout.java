package io.splitstream.contracts.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which moments a row of statistics holds, and where. Immutable.
 *
 * <p>First moments: one sum over users per measure. Second moments: one sum over users of a product of two measures per
 * {@link Product}. Histograms: how many users have which total, for measures of which quantiles are taken. Every metric
 * finds in it the square of its numerator and, if it is a ratio, of its denominator, and their cross-product; every
 * mean that of its numerator and the covariate, if there is one.
 *
 * <p>A row says its layout by {@link #text()}, so that it can be read whatever became of the experiment since.
 */
public final class MomentLayout {
    /** The layout of experiments that declare nothing; its text is empty. */
    public static final MomentLayout USUAL = of(Metric.BUILT_IN, false);

    private final List<Measure> measures;
    private final List<Product> products;
    private final List<Measure> histograms;
    private final List<Long> windows;
    private final Map<Measure, Integer> indexes = new HashMap<>();
    private final Map<Product, Integer> productIndexes = new HashMap<>();
    private final int[] lefts;
    private final int[] rights;
    private final int[] binned;
    private final int[] members;
    private final String text;

    private MomentLayout(Set<Measure> measures, Set<Product> products, Set<Measure> histograms) {
        this.measures = List.copyOf(measures);
        this.products = List.copyOf(products);
        this.histograms = List.copyOf(histograms);
        this.windows = measures.stream()
                .map(Measure::window)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (int i = 0; i < this.measures.size(); i++) {
            indexes.put(this.measures.get(i), i);
        }
        for (int i = 0; i < this.products.size(); i++) {
            productIndexes.put(this.products.get(i), i);
        }
        this.lefts = positions(this.products.stream().map(Product::left));
        this.rights = positions(this.products.stream().map(Product::right));
        this.binned = positions(this.histograms.stream());
        this.members = this.histograms.stream()
                .map(Measure::window)
                .mapToInt(window -> window == null ? -1 : indexOf(Measure.matured(window)))
                .toArray();
        this.text = textOf();
    }

    /** A product of two measures of one user; the one that stands first among the measures is on the left. */
    public record Product(Measure left, Measure right) {}

    /** The layout that holds what some metrics need. */
    static MomentLayout of(List<Metric> metrics, boolean withCovariate) {
        Set<Measure> measures = new LinkedHashSet<>(List.of(
                Measure.IMPRESSIONS,
                Measure.CLICKS,
                Measure.CONVERSIONS,
                Measure.CONVERTERS,
                Measure.RATINGS,
                Measure.RATING_SUM,
                Measure.ORDERS,
                Measure.REVENUE,
                Measure.SESSIONS,
                Measure.BOUNCES));
        Set<Product> products = new LinkedHashSet<>();
        Set<Measure> histograms = new LinkedHashSet<>();
        List<Measure> order = new ArrayList<>(measures);
        for (Metric metric : metrics) {
            Measure numerator = metric.numerator();
            add(numerator, measures, order);
            metric.population().ifPresent(matured -> add(matured, measures, order));
            if (metric.kind() == Metric.Kind.QUANTILE) {
                histograms.add(numerator);
                continue;
            }
            products.add(new Product(numerator, numerator));
            metric.denominator().ifPresent(denominator -> {
                add(denominator, measures, order);
                products.add(new Product(denominator, denominator));
                products.add(ordered(numerator, denominator, order));
            });
            if (withCovariate && metric.kind() == Metric.Kind.MEAN) {
                Measure covariate = metric.covariate();
                add(covariate, measures, order);
                products.add(new Product(covariate, covariate));
                products.add(ordered(numerator, covariate, order));
            }
        }
        return new MomentLayout(measures, products, histograms);
    }

    private static void add(Measure measure, Set<Measure> measures, List<Measure> order) {
        if (measures.add(measure)) {
            order.add(measure);
        }
    }

    /** The product with the measure that stands first on the left. */
    private static Product ordered(Measure one, Measure other, List<Measure> order) {
        return order.indexOf(one) <= order.indexOf(other) ? new Product(one, other) : new Product(other, one);
    }

    /**
     * The layout of a text that {@link #text()} gave, by whatever release.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MomentLayout parse(String text) {
        if (text.isEmpty()) {
            return USUAL;
        }
        String[] parts = text.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("layout: " + text + " (expected: measures|products|histograms)");
        }
        List<Measure> measures =
                Arrays.stream(parts[0].split(";")).map(Measure::parse).toList();
        Set<Product> products = new LinkedHashSet<>();
        for (String product : listed(parts[1])) {
            String[] sides = product.split("\\*", -1);
            products.add(
                    new Product(measures.get(Integer.parseInt(sides[0])), measures.get(Integer.parseInt(sides[1]))));
        }
        Set<Measure> histograms = new LinkedHashSet<>();
        for (String histogram : listed(parts[2])) {
            histograms.add(measures.get(Integer.parseInt(histogram)));
        }
        return new MomentLayout(new LinkedHashSet<>(measures), products, histograms);
    }

    /** Whether this layout has all that a metric needs. */
    public boolean holds(Metric metric) {
        return indexes.containsKey(metric.numerator())
                && metric.denominator().map(indexes::containsKey).orElse(true)
                && metric.population().map(indexes::containsKey).orElse(true)
                && (metric.q() == null || histograms.contains(metric.numerator()));
    }

    /** The part of this layout that a metric needs, as far as it has that. */
    public MomentLayout only(Metric metric) {
        Set<Measure> needed = new LinkedHashSet<>(List.of(metric.numerator(), metric.covariate()));
        metric.denominator().ifPresent(needed::add);
        metric.population().ifPresent(needed::add);
        Set<Measure> kept = new LinkedHashSet<>(measures);
        kept.retainAll(needed);
        Set<Product> keptProducts = new LinkedHashSet<>(products);
        keptProducts.removeIf(product -> !kept.contains(product.left()) || !kept.contains(product.right()));
        Set<Measure> keptHistograms = new LinkedHashSet<>(metric.q() == null ? List.of() : histograms);
        keptHistograms.retainAll(needed);
        return new MomentLayout(kept, keptProducts, keptHistograms);
    }

    private static List<String> listed(String part) {
        return part.isEmpty() ? List.of() : List.of(part.split(","));
    }

    /** The measures, in the order of a row's first moments. */
    public List<Measure> measures() {
        return measures;
    }

    /** The products, in the order of a row's second moments. */
    public List<Product> products() {
        return products;
    }

    /** The measures of which a row has histograms, in their order. */
    public List<Measure> histograms() {
        return histograms;
    }

    /** Where the left side of the product at an index stands among the first moments. */
    public int leftOf(int product) {
        return lefts[product];
    }

    /** Where the right side of the product at an index stands among the first moments. */
    public int rightOf(int product) {
        return rights[product];
    }

    /** Where the measure of the histogram at an index stands among the first moments. */
    public int measureOf(int histogram) {
        return binned[histogram];
    }

    /**
     * Where the measure stands among the first moments that is 1 for the users of the histogram at an index; negative
     * if that is every user.
     */
    public int membersOf(int histogram) {
        return members[histogram];
    }

    /** The lengths of the windows of measures, milliseconds. */
    public List<Long> windows() {
        return windows;
    }

    /** Where a measure stands among the first moments; -1 if the row has it not. */
    public int indexOf(Measure measure) {
        return indexes.getOrDefault(measure, -1);
    }

    /** Where a product of two measures, whatever their order, stands among the second moments; -1 if it does not. */
    public int indexOf(Measure one, Measure other) {
        Integer index = productIndexes.get(new Product(one, other));
        return index != null ? index : productIndexes.getOrDefault(new Product(other, one), -1);
    }

    /**
     * The layout in words: empty for {@link #USUAL}; else the measures, the products by positions of measures, and the
     * positions of measures with a histogram, such as {@code count(click);sum(purchase)|0*0,1*1|1}.
     */
    public String text() {
        return equals(USUAL) ? "" : text;
    }

    private int[] positions(Stream<Measure> of) {
        return of.mapToInt(this::indexOf).toArray();
    }

    private String textOf() {
        return measures.stream().map(Measure::text).collect(Collectors.joining(";"))
                + "|"
                + products.stream()
                        .map(product -> indexOf(product.left()) + "*" + indexOf(product.right()))
                        .collect(Collectors.joining(","))
                + "|"
                + histograms.stream()
                        .map(measure -> String.valueOf(indexOf(measure)))
                        .collect(Collectors.joining(","));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MomentLayout that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return measures.stream().map(Measure::text).collect(Collectors.joining(", "));
    }
}
