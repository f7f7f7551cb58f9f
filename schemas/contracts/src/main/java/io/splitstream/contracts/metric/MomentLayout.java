package io.splitstream.contracts.metric;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which moments a row of statistics holds, and where.
 *
 * <p>First moments: one sum over users per {@link Measure}, at its {@link Measure#index()}. Second moments: one sum
 * over users of a product of two measures per {@link Product}, at its index in {@link #products()}. Every metric
 * finds in it the square of its numerator and, if it is a ratio, of its denominator, and their cross-product.
 */
public final class MomentLayout {
    private static final List<Measure> MEASURES = List.of(Measure.values());
    private static final List<Product> PRODUCTS = productsOf(Metric.values());

    private MomentLayout() {}

    /**
     * A product of two measures of one user.
     *
     * @param left the one declared first
     * @param right equal to {@code left} for a square
     */
    public record Product(Measure left, Measure right) {
        public Product {
            if (left.compareTo(right) > 0) {
                throw new IllegalArgumentException(
                        left + " times " + right + " (expected: the one declared first on the left)");
            }
        }

        /** The product of two measures, whatever their order. */
        public static Product of(Measure one, Measure other) {
            return one.compareTo(other) <= 0 ? new Product(one, other) : new Product(other, one);
        }
    }

    /** The measures, in the order of a row's first moments. */
    public static List<Measure> measures() {
        return MEASURES;
    }

    /** The products, in the order of a row's second moments. */
    public static List<Product> products() {
        return PRODUCTS;
    }

    /**
     * Where a product stands among the second moments.
     *
     * @throws IllegalArgumentException if no metric needs that product
     */
    public static int indexOf(Product product) {
        int index = PRODUCTS.indexOf(product);
        if (index < 0) {
            throw new IllegalArgumentException("no metric needs " + product);
        }
        return index;
    }

    private static List<Product> productsOf(Metric[] metrics) {
        Set<Product> products = new LinkedHashSet<>();
        for (Metric metric : metrics) {
            Measure numerator = metric.numerator();
            products.add(Product.of(numerator, numerator));
            metric.denominator().ifPresent(denominator -> {
                products.add(Product.of(denominator, denominator));
                products.add(Product.of(numerator, denominator));
            });
        }
        return List.copyOf(new ArrayList<>(products));
    }
}
