package io.splitstream.api.store;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.SessionStatus;
import io.splitstream.api.study.SessionStore;
import io.splitstream.contracts.definition.StudySession;
import io.splitstream.contracts.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sessions in PostgreSQL; whoever works on a session holds its row. */
public final class PostgresSessions implements SessionStore {
    private final Database database;
    private final Documents documents = new Documents();

    public PostgresSessions(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Session> find(String workspaceId, String sessionId) {
        return find(workspaceId, sessionId, "");
    }

    @Override
    public List<Session> list(String studyId, int limit, int offset) {
        return database.with(handle -> handle.createQuery(
                        "SELECT " + SessionRow.COLUMNS
                                + " FROM study_sessions x WHERE x.study_id = :study ORDER BY x.position LIMIT :limit OFFSET :offset")
                .bind("study", studyId)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> SessionRow.read(row, documents))
                .list());
    }

    @Override
    public <T> Outcome<T> exclusively(
            String workspaceId, String sessionId, Function<Optional<Session>, Outcome<T>> work) {
        return database.inTransaction(handle -> work.apply(find(workspaceId, sessionId, " FOR UPDATE")));
    }

    @Override
    public void replace(Session next) {
        database.inTransaction(handle -> {
            boolean collected = SessionRow.bound(handle.createUpdate("""
                            UPDATE study_sessions
                            SET status = :status, revision = :revision, last_active_at = :active,
                                completed_at = :completed, duration_seconds = :duration, document = :document::jsonb
                            WHERE id = :id AND workspace_id = :workspace
                            """), next, documents)
                    .executeAndReturnGeneratedKeys("collected")
                    .mapTo(Boolean.class)
                    .findOne()
                    .orElse(false);
            // Collectors were told to forget what is not collected any more, and would not be told so again.
            if (collected && next.status() == SessionStatus.COMPLETED) {
                Outbox.put(handle, Topics.SESSIONS, next.id(), next.revision(), SessionRow.announcement(next));
            }
            return next;
        });
    }

    @Override
    public List<String> over(Instant now, int limit) {
        return database.with(handle -> handle.createQuery("""
                        SELECT id FROM study_sessions
                        WHERE collected AND (started_at < :longest OR completed_at < :grace)
                        ORDER BY started_at LIMIT :limit
                        """)
                .bind("longest", Instants.of(now.minus(StudySession.LONGEST)))
                .bind("grace", Instants.of(now.minus(StudySession.GRACE)))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void retire(String sessionId) {
        database.inTransaction(handle -> {
            int retired = handle.createUpdate(
                            "UPDATE study_sessions SET collected = false WHERE id = :id AND collected")
                    .bind("id", sessionId)
                    .execute();
            if (retired == 1) {
                Outbox.put(handle, Topics.SESSIONS, sessionId, Long.MAX_VALUE, null);
            }
            return retired;
        });
    }

    private Optional<Session> find(String workspaceId, String sessionId, String lock) {
        return database.with(handle -> handle.createQuery("SELECT " + SessionRow.COLUMNS
                        + " FROM study_sessions x WHERE x.id = :id AND x.workspace_id = :workspace" + lock)
                .bind("id", sessionId)
                .bind("workspace", workspaceId)
                .map((row, context) -> SessionRow.read(row, documents))
                .findOne());
    }
}
