package io.splitstream.jobs.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long state is kept, in log time.
 *
 * @param identities within which a copy of an event is known for one; a day to 30 days
 * @param usersAfterEnd how long the users of an experiment are kept after its completion; 2 to 400 days, for the collector
 *     takes events of a completed experiment for a day
 * @param lateness of events that do not count; no longer than {@code identities}, so that a copy which comes when its
 *     original is forgotten, and says when it happened, is late
 */
public record StateLifetimes(Duration identities, Duration usersAfterEnd, Lateness lateness) implements Serializable {
    /** The least and the most that {@code identities} may be. */
    public static final Duration SHORTEST_IDENTITIES = Duration.ofDays(1);

    public static final Duration LONGEST_IDENTITIES = Duration.ofDays(30);

    /** The least and the most that {@code usersAfterEnd} may be. */
    public static final Duration SHORTEST_USERS = Duration.ofDays(2);

    public static final Duration LONGEST_USERS = Duration.ofDays(400);

    /** Room for a clock of the broker that steps back. */
    private static final Duration MARGIN = Duration.ofHours(1);

    /** How much longer sums are kept than the users that they are of. */
    private static final Duration STORED_WITHIN = Duration.ofDays(1);

    /** Seven days, and thirty after the end. */
    public static final StateLifetimes USUAL =
            new StateLifetimes(Duration.ofDays(7), Duration.ofDays(30), Lateness.USUAL);

    public StateLifetimes {
        requireWithin("identities", identities, SHORTEST_IDENTITIES, LONGEST_IDENTITIES);
        requireWithin("usersAfterEnd", usersAfterEnd, SHORTEST_USERS, LONGEST_USERS);
        if (lateness.bound().compareTo(identities) > 0) {
            throw new IllegalArgumentException(
                    "lateness: " + lateness.bound() + " (expected: at most identities, " + identities + ")");
        }
    }

    /** Milliseconds of log time for which an identity is remembered at least. */
    public long identityMillis() {
        return identities.plus(MARGIN).toMillis();
    }

    /**
     * From which log time on nothing is kept of an experiment's users, and nothing of theirs counts any more; milliseconds
     * since the epoch, {@link Long#MAX_VALUE} while the experiment is not completed.
     */
    public long forgottenFrom(@Nullable ExperimentDefinition definition) {
        Long completedAt = definition == null ? null : definition.completedAt();
        return completedAt == null ? Long.MAX_VALUE : completedAt + usersAfterEnd.toMillis();
    }

    /**
     * From which log time on nothing is kept of what an experiment's users added up to; milliseconds since the epoch,
     * {@link Long#MAX_VALUE} while the experiment is not completed. By then the last row that users changed was stored,
     * unless the store was away for a day and more.
     */
    public long sumsForgottenFrom(ExperimentDefinition definition) {
        long usersForgottenFrom = forgottenFrom(definition);
        return usersForgottenFrom == Long.MAX_VALUE ? Long.MAX_VALUE : usersForgottenFrom + STORED_WITHIN.toMillis();
    }

    private static void requireWithin(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
