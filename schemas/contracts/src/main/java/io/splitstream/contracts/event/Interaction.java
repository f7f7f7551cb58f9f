package io.splitstream.contracts.event;

import org.jspecify.annotations.Nullable;

/**
 * What a tester did in a session of a study.
 *
 * @param eventId identity within (workspace, study, tester)
 * @param variant of the study, {@code A} or {@code B}
 * @param target what it was done to, as the client names it
 * @param data JSON text as sent; null where the interaction has none
 * @param timestamp milliseconds since the epoch: when it happened
 * @param timestampReplaced whether the client's time lay too far in the future and gave way to {@code receivedAt}
 * @param receivedAt milliseconds since the epoch: when the edge parsed it
 * @param userAgentClass {@code desktop}, {@code mobile}, {@code tablet}, {@code bot}, {@code other}
 * @param address the client's address, anonymised
 */
public record Interaction(
        String eventId,
        String workspaceId,
        String studyId,
        String variant,
        String testerId,
        String sessionId,
        InteractionType type,
        @Nullable String target,
        @Nullable String url,
        @Nullable String data,
        long timestamp,
        boolean timestampReplaced,
        long receivedAt,
        String userAgentClass,
        String address)
        implements EventRecord {}
