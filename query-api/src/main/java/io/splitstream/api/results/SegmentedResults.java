package io.splitstream.api.results;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment's results by an attribute.
 *
 * @param segments of an attribute's values, the largest first, then users without it, then the rest; each has events
 * @param completeUntil log time up to which the archive, and with it every segment, holds every event; null while the
 *     archive has not said so
 */
public record SegmentedResults(
        String attribute, List<Segment> segments, @Nullable Instant completeUntil) {
    public SegmentedResults {
        segments = List.copyOf(segments);
    }
}
