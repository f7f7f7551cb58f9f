package io.splitstream.api.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where messages of some topics go.
 *
 * @param owner which part of the product made it and fills it, such as {@code alerts}
 * @param target a URL or an address, by the kind
 * @param secret of a webhook, as shown; null for mail
 * @param closedBecause why nothing is sent any more; null while it is open
 */
public record Channel(
        String id,
        String workspaceId,
        String owner,
        Kind kind,
        String target,
        @Nullable String secret,
        List<String> topics,
        Instant createdAt,
        @Nullable String closedBecause) {
    public Channel {
        topics = List.copyOf(topics);
    }

    /** How messages go. */
    public enum Kind {
        WEBHOOK,
        MAIL;

        /** The word on the wire and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
