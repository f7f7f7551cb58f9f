package io.splitstream.api.store;

import io.splitstream.api.plan.CreditEntry;
import io.splitstream.api.plan.CreditEntry.Reason;
import io.splitstream.api.plan.CreditLedger;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** The ledger of credits in PostgreSQL. */
public final class PostgresCredits implements CreditLedger {
    private final Database database;

    public PostgresCredits(Database database) {
        this.database = database;
    }

    @Override
    public void grant(String workspaceId, String month, CreditEntry entry) {
        database.with(handle -> insert(handle, workspaceId, entry, "ON CONFLICT DO NOTHING"));
    }

    @Override
    public boolean enter(String workspaceId, CreditEntry entry) {
        return database.inTransaction(handle -> {
            // Of two at once, the second counts when the first is in.
            handle.createQuery("SELECT pg_advisory_xact_lock(hashtext(:lock)::bigint) IS NULL")
                    .bind("lock", "credits of " + workspaceId)
                    .mapTo(Boolean.class)
                    .one();
            if (balance(handle, workspaceId) + entry.amount() < 0) {
                return false;
            }
            return insert(handle, workspaceId, entry, "") == 1;
        });
    }

    @Override
    public long balance(String workspaceId) {
        return database.with(handle -> balance(handle, workspaceId));
    }

    @Override
    public List<CreditEntry> entries(String workspaceId, int limit, int offset) {
        return database.with(handle -> handle.createQuery("""
                        SELECT amount, reason, subject, created_at FROM credit_entries
                        WHERE workspace_id = :workspace ORDER BY id DESC LIMIT :limit OFFSET :offset
                        """)
                .bind("workspace", workspaceId)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> new CreditEntry(
                        row.getInt("amount"),
                        Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                        row.getString("subject"),
                        Instants.read(row, "created_at")))
                .list());
    }

    private static int insert(Handle handle, String workspaceId, CreditEntry entry, String otherwise) {
        return handle.createUpdate("""
                        INSERT INTO credit_entries (workspace_id, amount, reason, subject, created_at)
                        VALUES (:workspace, :amount, :reason, :subject, :at)
                        """ + otherwise)
                .bind("workspace", workspaceId)
                .bind("amount", entry.amount())
                .bind("reason", entry.reason().word())
                .bind("subject", entry.subject())
                .bind("at", Instants.of(entry.at()))
                .execute();
    }

    private static long balance(Handle handle, String workspaceId) {
        return handle.createQuery("SELECT coalesce(sum(amount), 0) FROM credit_entries WHERE workspace_id = :workspace")
                .bind("workspace", workspaceId)
                .mapTo(Long.class)
                .one();
    }
}
