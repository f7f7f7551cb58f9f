package io.splitstream.api.store;

import io.splitstream.api.study.StudyVariant;
import io.splitstream.api.study.analytics.AnalyticsStore;
import io.splitstream.api.study.analytics.CompletedSession;
import io.splitstream.api.study.analytics.TaskCount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The control plane's figures of a study, counted in PostgreSQL. */
public final class PostgresAnalytics implements AnalyticsStore {
    private final Database database;

    public PostgresAnalytics(Database database) {
        this.database = database;
    }

    @Override
    public Map<StudyVariant, Long> started(String studyId) {
        return database.with(handle -> {
            Map<StudyVariant, Long> counts = new EnumMap<>(StudyVariant.class);
            handle.createQuery("SELECT variant, count(*) AS n FROM study_sessions WHERE study_id = :study GROUP BY 1")
                    .bind("study", studyId)
                    .map((row, context) -> Map.entry(StudyVariant.valueOf(row.getString("variant")), row.getLong("n")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    @Override
    public List<CompletedSession> completed(String studyId) {
        return database.with(handle -> handle.createQuery("""
                        SELECT x.id, x.variant, x.duration_seconds, count(c.task_id) AS tasks, count(c.completed_at) AS done
                        FROM study_sessions x LEFT JOIN session_checklists c ON c.session_id = x.id
                        WHERE x.study_id = :study AND x.completed_at IS NOT NULL
                        GROUP BY x.id ORDER BY x.position
                        """)
                .bind("study", studyId)
                .map((row, context) -> new CompletedSession(
                        row.getString("id"),
                        StudyVariant.valueOf(row.getString("variant")),
                        row.getLong("duration_seconds"),
                        row.getInt("tasks"),
                        row.getInt("done")))
                .list());
    }

    @Override
    public List<TaskCount> tasks(String studyId) {
        return database.with(handle -> handle.createQuery("""
                        SELECT x.variant, c.task_id, count(*) AS sessions, count(c.completed_at) AS done
                        FROM study_sessions x JOIN session_checklists c ON c.session_id = x.id
                        WHERE x.study_id = :study AND x.completed_at IS NOT NULL
                        GROUP BY 1, 2 ORDER BY min(c.position), c.task_id
                        """)
                .bind("study", studyId)
                .map((row, context) -> new TaskCount(
                        StudyVariant.valueOf(row.getString("variant")),
                        row.getString("task_id"),
                        row.getLong("sessions"),
                        row.getLong("done")))
                .list());
    }
}
