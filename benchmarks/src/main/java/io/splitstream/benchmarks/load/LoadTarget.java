package io.splitstream.benchmarks.load;

import java.util.List;

/**
 * An experiment that load is sent to.
 *
 * @param variantIds 2 to 20
 */
public record LoadTarget(String experimentId, List<String> variantIds) {
    public LoadTarget {
        variantIds = List.copyOf(variantIds);
        if (variantIds.size() < 2 || variantIds.size() > 20) {
            throw new IllegalArgumentException("variantIds: " + variantIds.size() + " (expected: 2 to 20)");
        }
    }
}
