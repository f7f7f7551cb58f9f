package io.splitstream.api.access;

import io.splitstream.api.identity.ApiKeys;
import io.splitstream.api.identity.TokenSigner;
import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.identity.TokenHash;
import io.splitstream.contracts.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The use cases on members, tokens and keys. Calls block. Safe for use by several threads.
 *
 * <p>A token is refused by the API and by the collector within two seconds of its revocation, a key within five. A
 * collector that cannot reach Kafka does not hear of it.
 */
public final class Access {
    /** The longest that a token may hold. */
    public static final int MOST_DAYS = Topics.LONGEST_TOKEN_DAYS;

    private final AccessStore store;
    private final Optional<TokenSigner> signer;
    private final ApiKeys keys;
    private final Ids ids;
    private final Clock clock;

    /**
     * @param signer empty where tokens come from an issuer elsewhere
     */
    public Access(AccessStore store, Optional<TokenSigner> signer, ApiKeys keys, Ids ids, Clock clock) {
        this.store = store;
        this.signer = signer;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    public List<Member> members(String workspaceId) {
        return store.members(workspaceId);
    }

    /** Adds a member, or changes one's name or role; another role revokes the tokens issued before. */
    public Member put(String workspaceId, String subject, Role role, String name, String by) {
        Member member = new Member(workspaceId, subject, role, name, by, now());
        store.put(member);
        return member;
    }

    /** Removes a member and revokes their tokens. */
    public Outcome<Member> remove(String workspaceId, String subject) {
        return member(workspaceId, subject)
                .then(member -> store.remove(workspaceId, subject, now()) ? Outcome.done(member) : noMember(subject));
    }

    public List<IssuedToken> tokens(String workspaceId, int limit, int offset) {
        return store.tokens(workspaceId, now(), limit, offset);
    }

    /** Issues a token to a member, with the member's role. */
    public Outcome<Shown<IssuedToken>> issue(
            String workspaceId, String subject, String label, Duration lifetime, String by) {
        return signer.isEmpty()
                ? Outcome.refused(
                        Refusal.Kind.INVALID_STATE,
                        "Tokens come from the issuer of SPLITSTREAM_JWKS; issue them there, or set"
                                + " SPLITSTREAM_JWT_SECRET to have them issued here.")
                : member(workspaceId, subject).then(member -> issue(signer.get(), member, label, lifetime, by));
    }

    /** Issues a token like another, which is revoked. */
    public Outcome<Shown<IssuedToken>> rotate(String workspaceId, String tokenId, String by) {
        return token(workspaceId, tokenId).then(old -> issue(
                        workspaceId, old.subject(), old.label(), Duration.between(old.issuedAt(), old.expiresAt()), by)
                .map(next -> {
                    store.revokeToken(workspaceId, tokenId, now());
                    return next;
                }));
    }

    public Outcome<IssuedToken> revoke(String workspaceId, String tokenId) {
        return token(workspaceId, tokenId).then(found -> {
            store.revokeToken(workspaceId, tokenId, now());
            return token(workspaceId, tokenId);
        });
    }

    public List<IssuedKey> keys(String workspaceId) {
        return store.keys(workspaceId);
    }

    public Outcome<Shown<IssuedKey>> issueKey(String workspaceId, String label) {
        return keys.issue(workspaceId, label)
                .map(made -> new Shown<>(new IssuedKey(made.id(), label, now(), null), made.key()));
    }

    /** Issues a key like another, which is revoked. */
    public Outcome<Shown<IssuedKey>> rotateKey(String workspaceId, String keyId) {
        return key(workspaceId, keyId)
                .then(old -> issueKey(workspaceId, old.label()).map(next -> {
                    store.revokeKey(workspaceId, keyId, now());
                    return next;
                }));
    }

    public Outcome<IssuedKey> revokeKey(String workspaceId, String keyId) {
        return key(workspaceId, keyId).then(found -> {
            store.revokeKey(workspaceId, keyId, now());
            return key(workspaceId, keyId);
        });
    }

    private Outcome<Shown<IssuedToken>> issue(
            TokenSigner with, Member member, String label, Duration lifetime, String by) {
        Instant now = now();
        IssuedToken token = new IssuedToken(
                ids.next("tok_"),
                member.workspaceId(),
                member.subject(),
                member.role(),
                label,
                by,
                now,
                now.plus(lifetime),
                null);
        String signed = with.sign(new TokenSigner.Claims(
                token.id(), token.subject(), token.role(), token.workspaceId(), now, token.expiresAt()));
        return store.insert(token, TokenHash.hex(signed))
                ? Outcome.done(new Shown<>(token, signed))
                : Outcome.refused(
                        Refusal.Kind.CONFLICT,
                        "The member " + member.subject() + " was removed or got another role meanwhile; look at them"
                                + " and try again.");
    }

    private Outcome<Member> member(String workspaceId, String subject) {
        return store.member(workspaceId, subject).map(Outcome::done).orElseGet(() -> noMember(subject));
    }

    private Outcome<IssuedToken> token(String workspaceId, String tokenId) {
        return store.token(workspaceId, tokenId)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.Kind.NOT_FOUND, "There is no token " + tokenId + "."));
    }

    private Outcome<IssuedKey> key(String workspaceId, String keyId) {
        return store.keys(workspaceId).stream()
                .filter(key -> key.id().equals(keyId))
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.Kind.NOT_FOUND, "There is no key " + keyId + "."));
    }

    private static <T> Outcome<T> noMember(String subject) {
        return Outcome.refused(Refusal.Kind.NOT_FOUND, "The workspace has no member " + subject + "; add them first.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
