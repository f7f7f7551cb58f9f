package io.splitstream.api.store;

import io.splitstream.api.study.payout.Payout;
import io.splitstream.api.study.payout.PayoutLedger;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The ledger in PostgreSQL: a row for each payout, and one for every state it was ever in. */
public final class PostgresPayouts implements PayoutLedger {
    private final Database database;
    private final Documents documents = new Documents();

    public PostgresPayouts(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Payout payout) {
        database.inTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO payouts (id, workspace_id, study_id, session_id, status, attempts, document)
                            VALUES (:id, :workspace, :study, :session, :status, :attempts, :document::jsonb)
                            """)
                    .bind("id", payout.id())
                    .bind("workspace", payout.workspaceId())
                    .bind("study", payout.studyId())
                    .bind("session", payout.sessionId())
                    .bind("status", payout.status().word())
                    .bind("attempts", payout.attempts())
                    .bind("document", documents.write(payout))
                    .execute();
            return enter(handle, payout);
        });
    }

    @Override
    public Optional<Payout> find(String workspaceId, String payoutId) {
        return database.with(handle -> handle.createQuery(
                        "SELECT document FROM payouts WHERE id = :id AND workspace_id = :workspace")
                .bind("id", payoutId)
                .bind("workspace", workspaceId)
                .map((row, context) -> documents.read(row.getString("document"), Payout.class))
                .findOne());
    }

    @Override
    public List<Payout> list(String studyId, int limit, int offset) {
        return database.with(handle -> handle.createQuery("""
                        SELECT document FROM payouts WHERE study_id = :study ORDER BY position LIMIT :limit OFFSET :offset
                        """)
                .bind("study", studyId)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> documents.read(row.getString("document"), Payout.class))
                .list());
    }

    @Override
    public boolean replace(Payout before, Payout next) {
        return database.inTransaction(handle -> {
            int replaced = handle.createUpdate("""
                            UPDATE payouts SET status = :status, attempts = :attempts, document = :document::jsonb
                            WHERE id = :id AND status = :statusBefore AND attempts = :attemptsBefore
                            """)
                    .bind("status", next.status().word())
                    .bind("attempts", next.attempts())
                    .bind("document", documents.write(next))
                    .bind("id", next.id())
                    .bind("statusBefore", before.status().word())
                    .bind("attemptsBefore", before.attempts())
                    .execute();
            if (replaced == 1) {
                enter(handle, next);
            }
            return replaced == 1;
        });
    }

    private static int enter(Handle handle, Payout payout) {
        return handle.createUpdate("""
                        INSERT INTO payout_entries (payout_id, status, attempts, reference, error)
                        VALUES (:id, :status, :attempts, :reference, :error)
                        """)
                .bind("id", payout.id())
                .bind("status", payout.status().word())
                .bind("attempts", payout.attempts())
                .bind("reference", payout.reference())
                .bind("error", payout.error())
                .execute();
    }
}
