package io.splitstream.api.store;

import io.splitstream.api.identity.KeyStore;
import java.util.Optional;

/** Keys in PostgreSQL, by their hashes. */
public final class PostgresKeys implements KeyStore {
    private final Database database;

    public PostgresKeys(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Key> find(String hash) {
        return database.with(handle -> handle.createQuery(
                        "SELECT id, workspace_id, label FROM api_keys WHERE hash = :hash AND revoked_at IS NULL")
                .bind("hash", hash)
                .map((row, context) ->
                        new Key(row.getString("id"), row.getString("workspace_id"), row.getString("label")))
                .findOne());
    }

    @Override
    public void insert(String hash, Key key) {
        database.with(handle -> handle.createUpdate("""
                        INSERT INTO api_keys (hash, id, workspace_id, label) VALUES (:hash, :id, :workspace, :label)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("hash", hash)
                .bind("id", key.id())
                .bind("workspace", key.workspaceId())
                .bind("label", key.label())
                .execute());
    }
}
