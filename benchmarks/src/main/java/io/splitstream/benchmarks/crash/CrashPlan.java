package io.splitstream.benchmarks.crash;

/**
 * How much is done to the edge.
 *
 * @param edgeKills of an edge in each mode
 * @param brokerKills among them
 * @param fillings of a disk, and of a journal up to its limit
 * @param pauses of an edge; half as many of the broker
 * @param rollingRestarts of two edges in turn, in each mode
 * @param drains with the broker gone, in each mode
 */
public record CrashPlan(
        int edgeKills, int brokerKills, int fillings, int pauses, int rollingRestarts, int drains, long seed) {
    /** All of it, with so many kills of the edge in each mode. */
    public static CrashPlan full(int edgeKills, long seed) {
        return new CrashPlan(edgeKills, Math.max(1, edgeKills / 10), 3, 10, 20, 5, seed);
    }

    /** A little of everything. */
    public static CrashPlan quick(long seed) {
        return new CrashPlan(10, 1, 1, 2, 4, 1, seed);
    }

    /** What a test has time for: no disk is filled, nothing is paused. */
    public static CrashPlan brief(long seed) {
        return new CrashPlan(5, 1, 0, 0, 2, 1, seed);
    }
}
