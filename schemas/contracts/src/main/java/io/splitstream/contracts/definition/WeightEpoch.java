package io.splitstream.contracts.definition;

import java.util.Map;

/**
 * A time during which the allocation did not change.
 *
 * @param index 0 for the first, counting up
 * @param from milliseconds since the epoch; the first one holds for earlier times too
 * @param weights share of new users by variant id, each 0 to 1, together 1
 */
public record WeightEpoch(int index, long from, Map<String, Double> weights) {
    public WeightEpoch {
        weights = Map.copyOf(weights);
    }
}
