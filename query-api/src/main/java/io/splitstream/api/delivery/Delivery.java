package io.splitstream.api.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to one target.
 *
 * @param messageId the same for every attempt, and for every target of the message
 * @param channelId null for a message to an address without a channel
 * @param type of the message, such as {@code alert.raised}
 * @param subject of a mail; not sent otherwise
 * @param body as it is sent
 * @param attempt which one this is, from 1
 */
public record Delivery(
        long id,
        String messageId,
        @Nullable String channelId,
        Channel.Kind kind,
        String target,
        @Nullable String secret,
        String type,
        String subject,
        String body,
        int attempt) {

    /**
     * A delivery as its log shows it.
     *
     * @param state {@code pending}, {@code delivered} or {@code failed}
     */
    public record Logged(
            long id,
            String messageId,
            String type,
            String state,
            int attempts,
            @Nullable Integer status,
            @Nullable String reason,
            Instant createdAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant finishedAt) {}
}
