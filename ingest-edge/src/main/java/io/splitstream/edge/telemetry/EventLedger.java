package io.splitstream.edge.telemetry;

import java.util.Map;
import java.util.TreeMap;

/**
 * The books of the edge, in events: {@code received = acked + refused + unknown + in flight}, at every moment. Safe
 * for use by several threads; entered once a request, not once an event.
 */
public final class EventLedger {
    private long received;
    private long acked;
    private long unknown;
    private long inFlight;
    private final Map<String, Long> refused = new TreeMap<>();

    /** Events were parsed. */
    public synchronized void receive(int events) {
        received += events;
        inFlight += events;
    }

    /** Events will not be appended, for a reason that is one of a few. */
    public synchronized void refuse(String reason, int events) {
        settle(events);
        refused.merge(reason, (long) events, Long::sum);
    }

    /** Events are durable: the broker has acknowledged them, or the journal has them on disk. */
    public synchronized void acknowledge(int events) {
        settle(events);
        acked += events;
    }

    /** Nobody knows whether events were appended. */
    public synchronized void lose(int events) {
        settle(events);
        unknown += events;
    }

    /** The books as of one moment. */
    public synchronized Balance balance() {
        return new Balance(received, acked, Map.copyOf(refused), unknown, inFlight);
    }

    private void settle(int events) {
        if (events > inFlight) {
            throw new IllegalStateException(events + " events settled with " + inFlight + " in flight");
        }
        inFlight -= events;
    }

    /**
     * The books as of one moment, in events since the start.
     *
     * @param refused by reason
     */
    public record Balance(long received, long acked, Map<String, Long> refused, long unknown, long inFlight) {}
}
