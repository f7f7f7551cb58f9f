package io.splitstream.api.results;

import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The part of a row that one metric needs, so that a history does not carry the rest.
 *
 * @param needed the metric's measures
 * @param squares the metric's products
 */
record MetricColumns(List<Measure> needed, List<Product> squares) {

    static MetricColumns of(Metric metric) {
        Measure numerator = metric.numerator();
        List<Measure> measures = new ArrayList<>(List.of(numerator));
        List<Product> products = new ArrayList<>(List.of(Product.of(numerator, numerator)));
        metric.denominator().ifPresent(denominator -> {
            measures.add(denominator);
            products.add(Product.of(denominator, denominator));
            products.add(Product.of(numerator, denominator));
        });
        return new MetricColumns(measures, products);
    }

    /** Positions among a row's first moments, from 1 as ClickHouse counts. */
    List<Integer> measures() {
        return needed.stream().map(measure -> measure.index() + 1).toList();
    }

    /** Positions among a row's second moments, from 1. */
    List<Integer> products() {
        return squares.stream()
                .map(product -> MomentLayout.indexOf(product) + 1)
                .toList();
    }

    /** A cell read with only these columns, each put back where the layout has it. */
    Cell restored(Cell narrow) {
        List<Long> nonZero =
                new ArrayList<>(Collections.nCopies(MomentLayout.measures().size(), 0L));
        List<BigInteger> sums =
                new ArrayList<>(Collections.nCopies(MomentLayout.measures().size(), BigInteger.ZERO));
        List<BigInteger> products =
                new ArrayList<>(Collections.nCopies(MomentLayout.products().size(), BigInteger.ZERO));
        for (int i = 0; i < needed.size(); i++) {
            nonZero.set(needed.get(i).index(), narrow.nonZero().get(i));
            sums.set(needed.get(i).index(), narrow.sums().get(i));
        }
        for (int i = 0; i < squares.size(); i++) {
            products.set(MomentLayout.indexOf(squares.get(i)), narrow.products().get(i));
        }
        return new Cell(
                narrow.variantId(), narrow.weightEpoch(), narrow.users(), narrow.exposed(), nonZero, sums, products);
    }
}
