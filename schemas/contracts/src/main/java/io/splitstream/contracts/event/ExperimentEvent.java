package io.splitstream.contracts.event;

import org.jspecify.annotations.Nullable;

/**
 * What a user did under a variant of an experiment.
 *
 * @param eventId identity within (workspace, experiment, user)
 * @param eventType {@code impression}, {@code click}, {@code conversion}, {@code rating} or one that the
 *     experiment's metrics name
 * @param value ten-thousandths, |value| at most {@link #MAX_VALUE}; null where the event has none
 * @param data JSON text as sent; null where the event has none
 * @param timestamp milliseconds since the epoch: when it happened
 * @param timestampReplaced whether the client's time lay too far in the future and gave way to {@code receivedAt}
 * @param receivedAt milliseconds since the epoch: when the edge parsed it
 * @param source the surface or SDK it came by
 * @param userAgentClass {@code desktop}, {@code mobile}, {@code tablet}, {@code bot}, {@code other}
 * @param address the client's address, anonymised
 */
public record ExperimentEvent(
        String eventId,
        String workspaceId,
        String experimentId,
        String variantId,
        String userId,
        String eventType,
        @Nullable Long value,
        @Nullable String data,
        @Nullable String sessionId,
        long timestamp,
        boolean timestampReplaced,
        long receivedAt,
        String source,
        String userAgentClass,
        String address)
        implements EventRecord {

    /** Decimals that a value carries. */
    public static final int VALUE_SCALE = 4;

    /** The largest magnitude of a value: 1e9, in ten-thousandths. */
    public static final long MAX_VALUE = 1_000_000_000L * 10_000L;
}
