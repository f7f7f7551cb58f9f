package io.splitstream.benchmarks.crash;

import java.util.List;

/**
 * What came of one way to hurt an edge.
 *
 * @param title what was done, and to what
 * @param times how often
 * @param acked events that clients were told are durable
 * @param missing of them, not in the topic
 * @param doubled events in the topic under two identities
 * @param copies records beyond one for each identity; a consumer drops them
 * @param refused requests answered that nothing was taken
 * @param unknown requests answered that nobody knows
 * @param broken requests whose connection ended without an answer
 * @param scrapes of the metrics, all of which must balance
 * @param longestDrainMillis from SIGTERM to the end; 0 where nothing drained
 * @param faults what must not be, in sentences; empty if all is well
 */
public record CrashOutcome(
        String title,
        int times,
        long acked,
        long missing,
        long doubled,
        long copies,
        long refused,
        long unknown,
        long broken,
        long scrapes,
        long longestDrainMillis,
        List<String> faults) {
    public CrashOutcome {
        faults = List.copyOf(faults);
    }
}
