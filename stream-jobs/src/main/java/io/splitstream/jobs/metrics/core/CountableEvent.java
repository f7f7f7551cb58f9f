package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.event.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * An event, without what the metrics do not look at.
 *
 * @param shard of the user, by {@link Shards#of}
 * @param value ten-thousandths; null where the event has none
 * @param timestamp milliseconds since the epoch: when it happened
 * @param loggedAt milliseconds since the epoch: when the broker appended it
 */
public record CountableEvent(
        int shard,
        String workspaceId,
        String experimentId,
        String userId,
        String eventId,
        String variantId,
        String eventType,
        @Nullable Long value,
        long timestamp,
        long loggedAt)
        implements LogEntry {

    /** The countable part of an event of the log; a copy. */
    public static CountableEvent of(EventSource event, long loggedAt) {
        String userId = event.userId().toString();
        return new CountableEvent(
                Shards.of(userId),
                event.workspaceId().toString(),
                event.experimentId().toString(),
                userId,
                event.eventId().toString(),
                event.variantId().toString(),
                event.eventType().toString(),
                event.hasValue() ? Long.valueOf(event.value()) : null,
                event.timestamp(),
                loggedAt);
    }
}
