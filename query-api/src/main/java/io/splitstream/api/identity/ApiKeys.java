package io.splitstream.api.identity;

import io.splitstream.api.plan.Plans;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.SharedAnswers;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.identity.TokenHash;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Keys for programs: {@code sk_live_} and something long and random, of which only the SHA-256 is kept. A key works on
 * the whole of one workspace, whose plan has keys. Calls block. Safe for use by several threads.
 *
 * <p>What is known of a key serves for 5 s: so long may one that was revoked be let in.
 */
public final class ApiKeys {
    /** How every key begins. */
    public static final String PREFIX = "sk_live_";

    private static final int LONGEST = 200;
    private static final int SECRET_BYTES = 24;
    private static final int REMEMBERED = 10_000;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final SecureRandom random = new SecureRandom();
    private final KeyStore store;
    private final Plans plans;
    private final SharedAnswers<String, Optional<KeyStore.Key>> known;

    public ApiKeys(KeyStore store, Plans plans, Clock clock) {
        this.store = store;
        this.plans = plans;
        this.known = new SharedAnswers<>(clock, FRESH, REMEMBERED);
    }

    /** Whether a bearer token is meant as a key. */
    public static boolean isKey(String bearer) {
        return bearer.startsWith(PREFIX);
    }

    /** Whom a key belongs to. */
    public Outcome<Principal> holder(String key) {
        Optional<KeyStore.Key> found =
                key.length() > LONGEST ? Optional.empty() : known.get(hash(key), before -> store.find(hash(key)));
        return found.map(this::principal)
                .orElseGet(() -> Outcome.refused(
                        Refusal.Kind.UNAUTHORIZED, "Authentication failed: there is no such key, or it was revoked."));
    }

    /**
     * A key that was just made.
     *
     * @param key shown once, not kept
     */
    public record Made(String id, String key) {}

    /** Makes a key for a workspace whose plan has keys. */
    public Outcome<Made> issue(String workspaceId, String label) {
        if (!plans.of(workspaceId).hasKeys()) {
            return noKeys();
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        KeyStore.Key made = new KeyStore.Key(newId(), workspaceId, label);
        store.insert(hash(key), made);
        return Outcome.done(new Made(made.id(), key));
    }

    /** Sees to it that a key that is configured is there. */
    public void keep(String workspaceId, String key, String label) {
        store.insert(hash(key), new KeyStore.Key(newId(), workspaceId, label));
    }

    private static String newId() {
        return "key_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static <T> Outcome<T> noKeys() {
        return Outcome.refused(
                Refusal.Kind.FORBIDDEN, "Keys are part of the plan enterprise; the workspace has another.");
    }

    private Outcome<Principal> principal(KeyStore.Key key) {
        return plans.of(key.workspaceId()).hasKeys()
                ? Outcome.done(new Principal(key.id(), Role.ADMIN, key.workspaceId(), "abtestbot", Instant.MAX))
                : noKeys();
    }

    private static String hash(String key) {
        return TokenHash.hex(key);
    }
}
