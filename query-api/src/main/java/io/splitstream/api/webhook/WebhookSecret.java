package io.splitstream.api.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a webhook's messages are signed with.
 *
 * @param shown {@code whsec_} and Base64 of 24 to 64 bytes; shown once
 */
public record WebhookSecret(String shown) {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    public WebhookSecret {
        if (!shown.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret without " + PREFIX);
        }
    }

    /** A new one. */
    public static WebhookSecret create(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    byte[] decoded() {
        return Base64.getDecoder().decode(shown.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
