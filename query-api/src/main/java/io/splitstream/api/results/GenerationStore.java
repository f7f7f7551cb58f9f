package io.splitstream.api.results;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The generations of rows, and which one readers see. Calls block for a minute at most; they throw
 * {@link io.splitstream.api.platform.UnavailableException} where ClickHouse cannot be reached or that does not suffice.
 */
public interface GenerationStore {
    /** What readers of an experiment see; empty if it was never rebuilt. */
    Optional<Generation> active(String experimentId);

    /** Every generation that readers see and a rebuild wrote. */
    List<Generation> rebuilt();

    /** The highest number that has rows of an experiment, whether readers see it or not. */
    int newest(String experimentId);

    /** Lets readers see a generation. */
    void activate(Generation generation);

    /** How much there is to count of an experiment. */
    Extent extent(RecountRequest request);

    /**
     * How much there is to count.
     *
     * @param events archived, copies included
     * @param users who sent them, to within a few per cent
     */
    record Extent(long events, long users) {}

    /** Events and assignments of an experiment logged, and windows closed, after a time, up to that of the request. */
    long changedAfter(RecountRequest request, Instant after);

    /**
     * Counts some buckets of users anew and writes a row for each, those without users included.
     *
     * @param fromBucket first, from 0
     * @param toBucket one past the last, at most 16
     */
    void write(RecountRequest request, int version, int generation, int fromBucket, int toBucket);
}
