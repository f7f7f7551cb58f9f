package io.splitstream.api.decision;

import io.splitstream.api.results.Segment;
import io.splitstream.statistics.Comparison;
import java.util.List;

/**
 * A segment's users compared.
 *
 * @param comparisons one per test arm, in the experiment's order; adjusted over the arms of all segments together
 */
public record SegmentComparison(Segment segment, List<Comparison> comparisons) {
    public SegmentComparison {
        comparisons = List.copyOf(comparisons);
    }
}
