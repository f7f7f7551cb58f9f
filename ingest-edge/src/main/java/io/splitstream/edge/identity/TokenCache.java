package io.splitstream.edge.identity;

import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.TokenVerifier;
import io.splitstream.contracts.identity.Verification;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens, each signature once. Safe for use by several threads.
 *
 * <p>Remembers the callers of the most recently used valid tokens under the tokens' SHA-256, so that no token lies in
 * memory longer than its request; expiry is checked at every use. What does not hold is not remembered.
 */
final class TokenCache {
    private final TokenVerifier verifier;
    private final Clock clock;
    private final Map<ByteBuffer, Principal> callers;

    /**
     * @param capacity tokens to remember, at least 1
     */
    TokenCache(TokenVerifier verifier, Clock clock, int capacity) {
        this.verifier = verifier;
        this.clock = clock;
        this.callers = new LeastRecentlyUsed(capacity);
    }

    Verification verify(String token) {
        ByteBuffer key = ByteBuffer.wrap(sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
        Principal known = find(key);
        if (known != null && clock.instant().isBefore(known.expiresAt())) {
            return new Verification.Accepted(known);
        }
        Verification verification = verifier.verify(token);
        synchronized (callers) {
            if (verification instanceof Verification.Accepted accepted) {
                callers.put(key, accepted.principal());
            } else {
                callers.remove(key);
            }
        }
        return verification;
    }

    private @Nullable Principal find(ByteBuffer key) {
        synchronized (callers) {
            return callers.get(key);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class LeastRecentlyUsed extends LinkedHashMap<ByteBuffer, Principal> {
        private static final long serialVersionUID = 1L;

        private final int capacity;

        LeastRecentlyUsed(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Principal> eldest) {
            return size() > capacity;
        }
    }
}
