package io.splitstream.api.store;

import io.splitstream.api.study.checklist.ChecklistItem;
import io.splitstream.api.study.checklist.ChecklistStore;
import io.splitstream.api.study.feedback.Feedback;
import io.splitstream.api.study.feedback.FeedbackStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What testers leave behind in a session, in PostgreSQL: checklists and feedback. */
public final class PostgresSessionRecords {
    private final Database database;
    private final Documents documents = new Documents();

    public PostgresSessionRecords(Database database) {
        this.database = database;
    }

    public ChecklistStore checklists() {
        return new Checklists();
    }

    public FeedbackStore feedback() {
        return new FeedbackForms();
    }

    private final class Checklists implements ChecklistStore {
        @Override
        public List<ChecklistItem> of(String sessionId) {
            return database.with(handle -> handle.createQuery("""
                            SELECT task_id, position, title, description, completed_at
                            FROM session_checklists WHERE session_id = :session ORDER BY position
                            """)
                    .bind("session", sessionId)
                    .map((row, context) -> new ChecklistItem(
                            row.getString("task_id"),
                            row.getInt("position"),
                            row.getString("title"),
                            row.getString("description"),
                            Instants.readNullable(row, "completed_at")))
                    .list());
        }

        @Override
        public void insert(String sessionId, List<ChecklistItem> items) {
            database.with(handle -> {
                PreparedBatch batch = handle.prepareBatch("""
                        INSERT INTO session_checklists (session_id, task_id, position, title, description)
                        VALUES (:session, :task, :position, :title, :description)
                        """);
                for (ChecklistItem item : items) {
                    batch.bind("session", sessionId)
                            .bind("task", item.taskId())
                            .bind("position", item.order())
                            .bind("title", item.title())
                            .bind("description", item.description())
                            .add();
                }
                return batch.execute();
            });
        }

        @Override
        public void tick(String sessionId, String taskId, @Nullable Instant completedAt) {
            database.with(handle -> handle.createUpdate("""
                            UPDATE session_checklists SET completed_at = :at WHERE session_id = :session AND task_id = :task
                            """)
                    .bind("at", Instants.ofNullable(completedAt))
                    .bind("session", sessionId)
                    .bind("task", taskId)
                    .execute());
        }
    }

    private final class FeedbackForms implements FeedbackStore {
        @Override
        public Optional<Feedback> of(String sessionId) {
            return database.with(
                    handle -> handle.createQuery("SELECT document FROM session_feedback WHERE session_id = :session")
                            .bind("session", sessionId)
                            .map((row, context) -> documents.read(row.getString("document"), Feedback.class))
                            .findOne());
        }

        @Override
        public void insert(String sessionId, Feedback feedback) {
            database.with(handle -> handle.createUpdate(
                            "INSERT INTO session_feedback (session_id, document) VALUES (:session, :document::jsonb)")
                    .bind("session", sessionId)
                    .bind("document", documents.write(feedback))
                    .execute());
        }
    }
}
