package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.metrics.core.UserTotals.Enrolled;
import org.jspecify.annotations.Nullable;

/**
 * When a user's windows close: with the second of log time in which they end, so that the users of a shard who were
 * assigned within a second mature together. All times are milliseconds since the epoch.
 */
public final class Maturity {
    /** No window closes any more. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long SECOND = 1_000;

    private Maturity() {}

    /** Whether a window has closed once the log is complete until a time; without an assignment it never does. */
    static boolean isClosed(@Nullable Enrolled enrolled, long window, long maturedUntil) {
        return enrolled != null && closing(enrolled, window) <= maturedUntil;
    }

    /** When the first of a user's windows closes that is open at a time; {@link #NEVER} if there is none. */
    public static long next(UserTotals totals, MomentLayout layout, long after) {
        Enrolled enrolled = totals.enrolled();
        long next = NEVER;
        if (enrolled != null) {
            for (long window : layout.windows()) {
                long closing = closing(enrolled, window);
                next = closing > after ? Math.min(next, closing) : next;
            }
        }
        return next;
    }

    private static long closing(Enrolled enrolled, long window) {
        return -Math.floorDiv(-(enrolled.assignedAt() + window), SECOND) * SECOND;
    }
}
