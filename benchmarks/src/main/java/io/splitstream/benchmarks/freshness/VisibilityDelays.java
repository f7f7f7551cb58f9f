package io.splitstream.benchmarks.freshness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * From acknowledgement times and polled counts to the delays between the two, for one ordered stream of events.
 *
 * <p>The results say how many events they hold, not which. That is enough when the events enter the results in the
 * order of their acknowledgement: then the k-th acknowledged event shows in the first poll that counts k or more, and
 * its delay is the time from its acknowledgement to the arrival of that poll's answer. The order holds for the events
 * of one user, which are in one Kafka partition, written by one producer. Over several partitions it would not: while
 * one of them lags, the count over all would hide its lag behind the events of the others. So each stream measured is
 * one user's, and has a variant to itself to be counted by.
 *
 * <p>A delay includes the wait for the next poll and the poll's own time; one that comes out negative, because an
 * event was counted before its acknowledgement reached the client, is 0. Not safe for use by several threads.
 */
final class VisibilityDelays {
    private final List<Poll> polls = new ArrayList<>();
    private long seen;

    /**
     * Notes an answer of the results.
     *
     * @param nanoTime when it had arrived; not before the poll noted last
     * @param count events it counted
     */
    void polled(long nanoTime, long count) {
        if (count > seen) {
            polls.add(new Poll(nanoTime, count));
            seen = count;
        }
    }

    /** The highest count seen. */
    long seen() {
        return seen;
    }

    /**
     * Adds the delay of every event, in microseconds.
     *
     * @param acknowledgedAt per event; in any order
     * @throws IllegalStateException if the polls did not see them all
     */
    void recordInto(Histogram histogram, long[] acknowledgedAt) {
        if (seen < acknowledgedAt.length) {
            throw new IllegalStateException(acknowledgedAt.length + " events were acknowledged, " + seen + " seen");
        }
        long[] sorted = acknowledgedAt.clone();
        Arrays.sort(sorted);
        int poll = 0;
        for (int k = 0; k < sorted.length; k++) {
            while (polls.get(poll).count <= k) {
                poll++;
            }
            histogram.recordValue(Math.max(0, (polls.get(poll).nanoTime - sorted[k]) / 1_000));
        }
    }

    private record Poll(long nanoTime, long count) {}
}
