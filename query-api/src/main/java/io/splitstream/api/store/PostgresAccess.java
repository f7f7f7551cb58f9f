package io.splitstream.api.store;

import io.splitstream.api.access.AccessStore;
import io.splitstream.api.access.IssuedKey;
import io.splitstream.api.access.IssuedToken;
import io.splitstream.api.access.Member;
import io.splitstream.contracts.definition.StateCodec;
import io.splitstream.contracts.identity.RevokedToken;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.topic.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Members, tokens and keys in PostgreSQL. That a token is revoked is noted in the same transaction for the collector, and
 * announced after it.
 */
public final class PostgresAccess implements AccessStore {
    private static final int MOST = 1_000;
    private static final String TOKEN =
            "id, workspace_id, subject, role, label, issued_by, issued_at, expires_at, revoked_at";

    private final Database database;
    private final Outbox outbox;
    private final StateCodec<RevokedToken> codec = new StateCodec<>(RevokedToken.class);

    public PostgresAccess(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    @Override
    public List<Member> members(String workspaceId) {
        return database.with(handle -> handle.createQuery(
                        "SELECT * FROM members WHERE workspace_id = :workspace ORDER BY subject LIMIT " + MOST)
                .bind("workspace", workspaceId)
                .map((row, context) -> member(row))
                .list());
    }

    @Override
    public Optional<Member> member(String workspaceId, String subject) {
        return database.with(handle -> handle.createQuery(
                        "SELECT * FROM members WHERE workspace_id = :workspace AND subject = :subject")
                .bind("workspace", workspaceId)
                .bind("subject", subject)
                .map((row, context) -> member(row))
                .findOne());
    }

    @Override
    public void put(Member member) {
        announce(database.inTransaction(handle -> {
            // The member first: a token that is being issued is there by then, or finds another role.
            handle.createUpdate("""
                INSERT INTO members (workspace_id, subject, role, name, added_by, added_at)
                VALUES (:workspace, :subject, :role, :name, :by, :at)
                ON CONFLICT (workspace_id, subject)
                DO UPDATE SET role = EXCLUDED.role, name = EXCLUDED.name, added_by = EXCLUDED.added_by,
                              added_at = EXCLUDED.added_at
                """)
                    .bind("workspace", member.workspaceId())
                    .bind("subject", member.subject())
                    .bind("role", word(member.role()))
                    .bind("name", member.name())
                    .bind("by", member.addedBy())
                    .bind("at", at(member.addedAt()))
                    .execute();
            return revoke(
                    handle,
                    member.addedAt(),
                    "workspace_id = :workspace AND subject = :subject AND role <> :role",
                    Map.of(
                            "workspace",
                            member.workspaceId(),
                            "subject",
                            member.subject(),
                            "role",
                            word(member.role())));
        }));
    }

    @Override
    public boolean remove(String workspaceId, String subject, Instant at) {
        List<RevokedToken> revoked = new ArrayList<>();
        boolean removed = database.inTransaction(handle -> {
            boolean found =
                    handle.createUpdate("DELETE FROM members WHERE workspace_id = :workspace AND subject = :subject")
                                    .bind("workspace", workspaceId)
                                    .bind("subject", subject)
                                    .execute()
                            == 1;
            revoked.addAll(revoke(
                    handle,
                    at,
                    "workspace_id = :workspace AND subject = :subject",
                    Map.of("workspace", workspaceId, "subject", subject)));
            return found;
        });
        announce(revoked);
        return removed;
    }

    @Override
    public boolean insert(IssuedToken token, String hash) {
        return database.inTransaction(handle -> isMember(handle, token)
                && handle.createUpdate("INSERT INTO tokens (" + TOKEN + ", hash) VALUES (:id, :workspace, :subject,"
                                        + " :role, :label, :by, :at, :expires, NULL,"
                                        + " :hash)")
                                .bind("id", token.id())
                                .bind("workspace", token.workspaceId())
                                .bind("subject", token.subject())
                                .bind("role", word(token.role()))
                                .bind("label", token.label())
                                .bind("by", token.issuedBy())
                                .bind("at", at(token.issuedAt()))
                                .bind("expires", at(token.expiresAt()))
                                .bind("hash", hash)
                                .execute()
                        == 1);
    }

    /** Whether a token's subject has its role, and until the end of the transaction no other. */
    private static boolean isMember(Handle handle, IssuedToken token) {
        return handle.createQuery("SELECT 1 FROM members"
                        + " WHERE workspace_id = :workspace AND subject = :subject AND role = :role FOR SHARE")
                .bind("workspace", token.workspaceId())
                .bind("subject", token.subject())
                .bind("role", word(token.role()))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public List<IssuedToken> tokens(String workspaceId, Instant now, int limit, int offset) {
        return database.with(handle -> handle.createQuery("SELECT " + TOKEN + " FROM tokens"
                        + " WHERE workspace_id = :workspace AND expires_at > :now"
                        + " ORDER BY issued_at DESC, id LIMIT :limit OFFSET :offset")
                .bind("workspace", workspaceId)
                .bind("now", at(now))
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> token(row))
                .list());
    }

    @Override
    public Optional<IssuedToken> token(String workspaceId, String tokenId) {
        return database.with(handle -> handle.createQuery(
                        "SELECT " + TOKEN + " FROM tokens WHERE workspace_id = :workspace AND id = :id")
                .bind("workspace", workspaceId)
                .bind("id", tokenId)
                .map((row, context) -> token(row))
                .findOne());
    }

    @Override
    public boolean revokeToken(String workspaceId, String tokenId, Instant at) {
        List<RevokedToken> revoked = database.inTransaction(handle -> revoke(
                handle, at, "workspace_id = :workspace AND id = :id", Map.of("workspace", workspaceId, "id", tokenId)));
        announce(revoked);
        return !revoked.isEmpty();
    }

    @Override
    public List<IssuedKey> keys(String workspaceId) {
        return database.with(handle -> handle.createQuery("SELECT id, label, created_at, revoked_at FROM api_keys"
                        + " WHERE workspace_id = :workspace ORDER BY created_at DESC, id LIMIT " + MOST)
                .bind("workspace", workspaceId)
                .map((row, context) -> new IssuedKey(
                        row.getString("id"), row.getString("label"), instant(row, "created_at"), revoked(row)))
                .list());
    }

    @Override
    public boolean revokeKey(String workspaceId, String keyId, Instant at) {
        return database.with(handle -> handle.createUpdate("UPDATE api_keys SET revoked_at = :at"
                                + " WHERE workspace_id = :workspace AND id = :id AND revoked_at IS NULL")
                        .bind("at", at(at))
                        .bind("workspace", workspaceId)
                        .bind("id", keyId)
                        .execute()
                == 1);
    }

    /** The hashes of tokens that were revoked and have not expired. */
    public Set<String> revokedHashes(Instant now) {
        return database.with(handle -> handle.createQuery(
                        "SELECT hash FROM tokens WHERE revoked_at IS NOT NULL AND expires_at > :now")
                .bind("now", at(now))
                .mapTo(String.class)
                .set());
    }

    /** Revokes the tokens that a condition names, and notes them for the collector. */
    private List<RevokedToken> revoke(Handle handle, Instant at, String condition, Map<String, String> parameters) {
        List<RevokedToken> revoked = handle.createQuery("UPDATE tokens SET revoked_at = :at WHERE " + condition
                        + " AND revoked_at IS NULL RETURNING hash, expires_at")
                .bind("at", at(at))
                .bindMap(parameters)
                .map((row, context) -> new RevokedToken(
                        row.getString("hash"), instant(row, "expires_at").toEpochMilli()))
                .list();
        revoked.forEach(token -> Outbox.put(handle, Topics.REVOCATIONS, token.hash(), 1, codec.encode(token)));
        return revoked;
    }

    private void announce(List<RevokedToken> revoked) {
        revoked.forEach(token -> outbox.announce(new Outbox.Entry(Topics.REVOCATIONS, token.hash())));
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString("workspace_id"),
                row.getString("subject"),
                role(row),
                row.getString("name"),
                row.getString("added_by"),
                instant(row, "added_at"));
    }

    private static IssuedToken token(ResultSet row) throws SQLException {
        return new IssuedToken(
                row.getString("id"),
                row.getString("workspace_id"),
                row.getString("subject"),
                role(row),
                row.getString("label"),
                row.getString("issued_by"),
                instant(row, "issued_at"),
                instant(row, "expires_at"),
                revoked(row));
    }

    private static @Nullable Instant revoked(ResultSet row) throws SQLException {
        return row.getObject("revoked_at") == null ? null : instant(row, "revoked_at");
    }

    private static Role role(ResultSet row) throws SQLException {
        return Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
