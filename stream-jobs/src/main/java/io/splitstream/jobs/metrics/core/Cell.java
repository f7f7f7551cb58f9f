package io.splitstream.jobs.metrics.core;

import java.util.Comparator;

/**
 * What statistics are kept apart by.
 *
 * @param weightEpoch index of the allocation, from 0
 */
public record Cell(String variantId, int weightEpoch) implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::variantId).thenComparingInt(Cell::weightEpoch);

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
