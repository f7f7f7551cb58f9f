package io.splitstream.api.store;

import io.splitstream.api.platform.WorkQueue;
import io.splitstream.api.study.Tester;
import io.splitstream.api.study.reminder.Reminder;
import io.splitstream.api.study.reminder.ReminderStore;
import io.splitstream.api.study.reminder.Reminders;
import io.splitstream.api.study.reminder.SilentSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reminders in PostgreSQL: a session has one for each threshold, by a unique key. */
public final class PostgresReminders implements ReminderStore {
    private final Database database;
    private final WorkQueue queue;

    public PostgresReminders(Database database, WorkQueue queue) {
        this.database = database;
        this.queue = queue;
    }

    @Override
    public List<SilentSession> silent(Instant now, String after, int limit) {
        return database.with(handle -> handle.createQuery("""
                        SELECT x.id, x.workspace_id, x.tester_id, x.document ->> 'testerEmail' AS email, x.last_active_at,
                               s.document ->> 'title' AS title, (s.document ->> 'reminderAfterMinutes')::int AS minutes
                        FROM study_sessions x JOIN studies s ON s.id = x.study_id
                        WHERE x.status = 'active' AND x.id > :after
                          AND s.document ->> 'reminderAfterMinutes' IS NOT NULL
                          AND x.last_active_at
                              <= :now - make_interval(mins => (s.document ->> 'reminderAfterMinutes')::int)
                        ORDER BY x.id LIMIT :limit
                        """)
                .bind("now", Instants.of(now))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new SilentSession(
                        row.getString("id"),
                        row.getString("workspace_id"),
                        new Tester(row.getString("tester_id"), row.getString("email")),
                        row.getString("title"),
                        row.getInt("minutes"),
                        Instants.read(row, "last_active_at")))
                .list());
    }

    @Override
    public boolean insert(Reminder reminder) {
        return database.inTransaction(handle -> {
            int inserted = handle.createUpdate("""
                            INSERT INTO reminders
                                (id, workspace_id, session_id, after_minutes, address, study_title, queued_at)
                            VALUES (:id, :workspace, :session, :minutes, :address, :title, :at)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("id", reminder.id())
                    .bind("workspace", reminder.workspaceId())
                    .bind("session", reminder.sessionId())
                    .bind("minutes", reminder.afterMinutes())
                    .bind("address", reminder.address())
                    .bind("title", reminder.studyTitle())
                    .bind("at", Instants.of(reminder.queuedAt()))
                    .execute();
            if (inserted == 1) {
                queue.put(Reminders.KIND, reminder.id());
            }
            return inserted == 1;
        });
    }

    @Override
    public Optional<Reminder> unsent(String reminderId) {
        return database.with(handle -> handle.createQuery("""
                        SELECT id, workspace_id, session_id, after_minutes, address, study_title, queued_at
                        FROM reminders WHERE id = :id AND settled_at IS NULL
                        """)
                .bind("id", reminderId)
                .map((row, context) -> new Reminder(
                        row.getString("id"),
                        row.getString("workspace_id"),
                        row.getString("session_id"),
                        row.getInt("after_minutes"),
                        row.getString("address"),
                        row.getString("study_title"),
                        Instants.read(row, "queued_at")))
                .findOne());
    }

    @Override
    public void settle(String reminderId, Instant at, String error) {
        database.with(handle -> handle.createUpdate(
                        "UPDATE reminders SET settled_at = :at, error = :error WHERE id = :id AND settled_at IS NULL")
                .bind("at", Instants.of(at))
                .bind("error", error)
                .bind("id", reminderId)
                .execute());
    }
}
