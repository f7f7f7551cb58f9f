package io.splitstream.api.access;

import io.splitstream.api.identity.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Members, tokens and keys in memory. */
public final class InMemoryAccess implements AccessStore, KeyStore {
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, IssuedToken> tokens = new LinkedHashMap<>();
    private final Map<String, String> hashes = new LinkedHashMap<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Set<String> revokedKeys = new HashSet<>();

    /** The hashes of revoked tokens. */
    public synchronized Set<String> revokedHashes() {
        Set<String> revoked = new HashSet<>();
        tokens.values().stream()
                .filter(token -> token.revokedAt() != null)
                .forEach(token -> revoked.add(hashes.getOrDefault(token.id(), "")));
        return revoked;
    }

    @Override
    public synchronized List<Member> members(String workspaceId) {
        return members.values().stream()
                .filter(member -> member.workspaceId().equals(workspaceId))
                .toList();
    }

    @Override
    public synchronized Optional<Member> member(String workspaceId, String subject) {
        return Optional.ofNullable(members.get(workspaceId + " " + subject));
    }

    @Override
    public synchronized void put(Member member) {
        revoke(member.addedAt(), token -> isOf(token, member) && token.role() != member.role());
        members.put(member.workspaceId() + " " + member.subject(), member);
    }

    @Override
    public synchronized boolean remove(String workspaceId, String subject, Instant at) {
        Member gone = members.remove(workspaceId + " " + subject);
        if (gone != null) {
            revoke(at, token -> isOf(token, gone));
        }
        return gone != null;
    }

    @Override
    public synchronized boolean insert(IssuedToken token, String hash) {
        Member member = members.get(token.workspaceId() + " " + token.subject());
        if (member == null || member.role() != token.role()) {
            return false;
        }
        tokens.put(token.id(), token);
        hashes.put(token.id(), hash);
        return true;
    }

    @Override
    public synchronized List<IssuedToken> tokens(String workspaceId, Instant now, int limit, int offset) {
        List<IssuedToken> found = new ArrayList<>();
        tokens.values().stream()
                .filter(token -> token.workspaceId().equals(workspaceId)
                        && token.expiresAt().isAfter(now))
                .forEach(token -> found.add(0, token));
        return found.stream().skip(offset).limit(limit).toList();
    }

    @Override
    public synchronized Optional<IssuedToken> token(String workspaceId, String tokenId) {
        return Optional.ofNullable(tokens.get(tokenId))
                .filter(token -> token.workspaceId().equals(workspaceId));
    }

    @Override
    public synchronized boolean revokeToken(String workspaceId, String tokenId, Instant at) {
        return revoke(
                at, token -> token.id().equals(tokenId) && token.workspaceId().equals(workspaceId));
    }

    @Override
    public synchronized List<IssuedKey> keys(String workspaceId) {
        return keys.values().stream()
                .filter(key -> key.workspaceId().equals(workspaceId))
                .map(key -> new IssuedKey(
                        key.id(), key.label(), Instant.EPOCH, revokedKeys.contains(key.id()) ? Instant.EPOCH : null))
                .toList();
    }

    @Override
    public synchronized boolean revokeKey(String workspaceId, String keyId, Instant at) {
        return revokedKeys.add(keyId);
    }

    @Override
    public synchronized Optional<Key> find(String hash) {
        return Optional.ofNullable(keys.get(hash)).filter(key -> !revokedKeys.contains(key.id()));
    }

    @Override
    public synchronized void insert(String hash, Key key) {
        keys.putIfAbsent(hash, key);
    }

    private boolean revoke(Instant at, Predicate<IssuedToken> which) {
        List<IssuedToken> found = tokens.values().stream()
                .filter(token -> token.revokedAt() == null)
                .filter(which)
                .toList();
        found.forEach(token -> tokens.put(
                token.id(),
                new IssuedToken(
                        token.id(),
                        token.workspaceId(),
                        token.subject(),
                        token.role(),
                        token.label(),
                        token.issuedBy(),
                        token.issuedAt(),
                        token.expiresAt(),
                        at)));
        return !found.isEmpty();
    }

    private static boolean isOf(IssuedToken token, Member member) {
        return token.workspaceId().equals(member.workspaceId())
                && token.subject().equals(member.subject());
    }
}
