package io.splitstream.api.results;

import java.util.List;

/**
 * The archive, counted anew. Calls block for as long as half a minute; they throw
 * {@link io.splitstream.api.platform.UnavailableException} where it cannot be reached or that does not suffice.
 */
public interface RecountSource {
    /**
     * An experiment's users by an attribute that was given to {@code assign}.
     *
     * @param most how many values stand alone: those with most users
     */
    List<Segment> segments(RecountRequest request, String attribute, int most);

    /** An experiment's events by variant and day, oldest first; of very many days the newest. */
    List<DailyCounts> daily(String workspaceId, String experimentId);
}
