package io.splitstream.api.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where members, tokens and keys are kept. Calls block. */
public interface AccessStore {
    /** A workspace's members, by subject; at most 1,000. */
    List<Member> members(String workspaceId);

    Optional<Member> member(String workspaceId, String subject);

    /** Adds a member, or changes one; tokens that were issued under another role are revoked with it. */
    void put(Member member);

    /**
     * Removes a member and revokes their tokens.
     *
     * @return false if there is none
     */
    boolean remove(String workspaceId, String subject, Instant at);

    /**
     * Keeps a token that is about to be shown.
     *
     * @return false if its subject is no member of its role any more; nothing was kept
     */
    boolean insert(IssuedToken token, String hash);

    /** A workspace's tokens that have not expired, newest first. */
    List<IssuedToken> tokens(String workspaceId, Instant now, int limit, int offset);

    Optional<IssuedToken> token(String workspaceId, String tokenId);

    /**
     * Revokes a token.
     *
     * @return false if it was revoked before, or there is none
     */
    boolean revokeToken(String workspaceId, String tokenId, Instant at);

    /** A workspace's keys, newest first; at most 1,000. */
    List<IssuedKey> keys(String workspaceId);

    /**
     * Revokes a key.
     *
     * @return false if it was revoked before, or there is none
     */
    boolean revokeKey(String workspaceId, String keyId, Instant at);
}
