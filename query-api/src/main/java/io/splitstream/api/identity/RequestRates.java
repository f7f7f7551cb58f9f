package io.splitstream.api.identity;

import io.splitstream.contracts.identity.Principal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests each caller may send in a second of the clock. Safe for use by several threads.
 *
 * <p>Counts by whole seconds, so that two seconds' worth may come within one that lies across. Of callers the most
 * recent are remembered.
 */
public final class RequestRates {
    private static final int MOST_CALLERS = 10_000;

    private final int perSecond;
    private final Clock clock;
    private final Map<Caller, Spent> callers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Caller, Spent> eldest) {
            return size() > MOST_CALLERS;
        }
    };

    /**
     * @param perSecond for each caller, at least 1
     */
    public RequestRates(int perSecond, Clock clock) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: 1 or more)");
        }
        this.perSecond = perSecond;
        this.clock = clock;
    }

    private record Caller(String workspaceId, String subject) {}

    private record Spent(long second, int requests) {}

    /** What each caller may send in a second. */
    public int perSecond() {
        return perSecond;
    }

    /** Counts a request; false if the caller has sent enough in this second. */
    public boolean take(Principal caller) {
        long now = clock.instant().getEpochSecond();
        Caller key = new Caller(caller.workspaceId(), caller.subject());
        synchronized (callers) {
            Spent spent = callers.get(key);
            int before = spent == null || spent.second() != now ? 0 : spent.requests();
            if (before >= perSecond) {
                return false;
            }
            callers.put(key, new Spent(now, before + 1));
            return true;
        }
    }
}
