package io.splitstream.edge.identity;

import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.TokenHash;
import io.splitstream.contracts.identity.TokenVerifier;
import io.splitstream.contracts.identity.Verification;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens, each signature once. Safe for use by several threads.
 *
 * <p>Remembers the callers of the most recently used valid tokens under the tokens' SHA-256, so that no token lies in
 * memory longer than its request; expiry and revocation are checked at every use. What does not hold is not remembered.
 */
final class TokenCache {
    private final TokenVerifier verifier;
    private final RevokedTokens revoked;
    private final Clock clock;
    private final Map<ByteBuffer, Principal> callers;

    /**
     * @param capacity tokens to remember, at least 1
     */
    TokenCache(TokenVerifier verifier, RevokedTokens revoked, Clock clock, int capacity) {
        this.verifier = verifier;
        this.revoked = revoked;
        this.clock = clock;
        this.callers = new LeastRecentlyUsed(capacity);
    }

    Verification verify(String token) {
        ByteBuffer key = ByteBuffer.wrap(TokenHash.bytes(token));
        if (revoked.has(key)) {
            return new Verification.Rejected("token was revoked");
        }
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
