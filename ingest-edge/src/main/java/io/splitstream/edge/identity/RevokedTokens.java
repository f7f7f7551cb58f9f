package io.splitstream.edge.identity;

import io.splitstream.contracts.identity.RevokedToken;
import io.splitstream.edge.intake.StateRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that were revoked and have not expired; what expires is forgotten when the next one comes. */
public final class RevokedTokens implements StateRegistry<RevokedToken> {
    private final Map<ByteBuffer, RevokedToken> byHash = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile boolean loaded;

    /** None is known yet. */
    public RevokedTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean accept(RevokedToken token) {
        long now = clock.millis();
        byHash.values().removeIf(known -> known.expiresAt() <= now);
        return token.expiresAt() > now && byHash.put(key(token.hash()), token) == null;
    }

    @Override
    public boolean remove(String hash) {
        return byHash.remove(key(hash)) != null;
    }

    @Override
    public void markLoaded() {
        loaded = true;
    }

    @Override
    public boolean isLoaded() {
        return loaded;
    }

    @Override
    public Collection<RevokedToken> all() {
        return List.copyOf(byHash.values());
    }

    /** Whether the token of a hash, 32 bytes, was revoked. */
    boolean has(ByteBuffer hash) {
        return !byHash.isEmpty() && byHash.containsKey(hash);
    }

    private static ByteBuffer key(String hash) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hash));
    }
}
