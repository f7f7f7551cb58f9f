package io.splitstream.api.results;

import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MomentLayout;
import java.util.List;

/**
 * The part of a row that one metric needs, so that a history does not carry the rest.
 *
 * @param whole layout of the rows
 * @param part layout of what is read of them
 */
record MetricColumns(MomentLayout whole, MomentLayout part) {

    static MetricColumns of(Metric metric, MomentLayout whole) {
        return new MetricColumns(whole, whole.only(metric));
    }

    /** Positions among a row's first moments, from 1 as ClickHouse counts. */
    List<Integer> measures() {
        return part.measures().stream()
                .map(measure -> whole.indexOf(measure) + 1)
                .toList();
    }

    /** Positions among a row's second moments, from 1. */
    List<Integer> products() {
        return part.products().stream()
                .map(product -> whole.indexOf(product.left(), product.right()) + 1)
                .toList();
    }

    /** Positions among a row's histograms, from 1. */
    List<Integer> histograms() {
        return part.histograms().stream()
                .map(measure -> whole.histograms().indexOf(measure) + 1)
                .toList();
    }
}
