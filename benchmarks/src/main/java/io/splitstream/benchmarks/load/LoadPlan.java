package io.splitstream.benchmarks.load;

import java.time.Duration;
import java.time.Instant;

/**
 * What load to make. The same plan over the same targets gives the same events.
 *
 * @param seed of all randomness
 * @param events distinct events over all targets, 1 to 100 million; copies come on top
 * @param usersPerTarget 1 to 1 million
 * @param copyShare share of the events that are sent a second time under the same id, 0 to 1
 * @param crossoverShare share of the users whose events may name two variants, 0 to 1
 * @param end no event is stamped later
 * @param spread how long before {@code end} events may be stamped
 */
public record LoadPlan(
        long seed,
        long events,
        int usersPerTarget,
        double copyShare,
        double crossoverShare,
        Instant end,
        Duration spread) {
    private static final Duration DEFAULT_SPREAD = Duration.ofHours(2);

    public LoadPlan {
        requireWithin("events", events, 1, 100_000_000);
        requireWithin("usersPerTarget", usersPerTarget, 1, 1_000_000);
        requireShare("copyShare", copyShare);
        requireShare("crossoverShare", crossoverShare);
        if (spread.toMillis() < 1 || spread.compareTo(Duration.ofDays(6)) > 0) {
            throw new IllegalArgumentException("spread: " + spread + " (expected: 1 ms to 6 days)");
        }
    }

    /**
     * A plan with a tenth of the events copied, one user in fifty a crossover, and timestamps over two hours, so that
     * users have several sessions.
     */
    public static LoadPlan of(long seed, long events, int usersPerTarget, Instant end) {
        return new LoadPlan(seed, events, usersPerTarget, 0.1, 0.02, end, DEFAULT_SPREAD);
    }

    /** The plan with another share of copies. */
    public LoadPlan withCopyShare(double share) {
        return new LoadPlan(seed, events, usersPerTarget, share, crossoverShare, end, spread);
    }

    /** The plan with another share of crossovers. */
    public LoadPlan withCrossoverShare(double share) {
        return new LoadPlan(seed, events, usersPerTarget, copyShare, share, end, spread);
    }

    private static void requireWithin(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + ": " + share + " (expected: 0 to 1)");
        }
    }
}
