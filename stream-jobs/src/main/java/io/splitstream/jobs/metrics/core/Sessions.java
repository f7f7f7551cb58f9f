package io.splitstream.jobs.metrics.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's sessions. Those that no event which still counts can reach are kept as numbers only; of
 * others seven days hold at most 337, and thirty days 1,441. Immutable.
 *
 * @param open sessions that may still change, by start; no two within {@link Session#GAP}
 * @param settled sessions that cannot change any more
 * @param settledBounces those of them that bounced
 */
public record Sessions(List<Session> open, long settled, long settledBounces) {
    /** No session. */
    public static final Sessions NONE = new Sessions(List.of(), 0, 0);

    /** How far the broker's clock may step back without a settled session being missed. */
    private static final long CLOCK_STEP_MILLIS = Duration.ofHours(1).toMillis();

    public Sessions {
        open = List.copyOf(open);
    }

    /**
     * These sessions and one more event.
     *
     * @param timestamp of the event, milliseconds since the epoch
     * @param oldestCounted the least timestamp that later events of the log can have and still count; an event before it
     *     that comes all the same is a session of its own, whatever settled one it belongs to
     */
    Sessions with(long timestamp, boolean impression, long oldestCounted) {
        Session merged = new Session(timestamp, timestamp, 1, impression ? 1 : 0);
        List<Session> next = new ArrayList<>(open.size() + 1);
        long settledNow = settled;
        long bouncesNow = settledBounces;
        int place = 0;
        for (Session session : open) {
            if (session.touches(merged)) {
                merged = session.merge(merged);
            } else if (session.end() + Session.GAP_MILLIS + CLOCK_STEP_MILLIS < oldestCounted) {
                settledNow++;
                bouncesNow += session.bounced() ? 1 : 0;
            } else {
                next.add(session);
                place += session.end() < timestamp ? 1 : 0;
            }
        }
        next.add(place, merged);
        return new Sessions(next, settledNow, bouncesNow);
    }

    /** Sessions, open ones included. */
    public long count() {
        return settled + open.size();
    }

    /** Sessions whose only event is one impression. */
    public long bounces() {
        long bounces = settledBounces;
        for (Session session : open) {
            bounces += session.bounced() ? 1 : 0;
        }
        return bounces;
    }
}
