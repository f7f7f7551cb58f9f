package io.splitstream.api.store;

import io.splitstream.api.decision.DecisionLooks;
import io.splitstream.api.experiment.Experiment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** When which revision of an experiment was looked at, in PostgreSQL. */
public final class PostgresDecisionLooks implements DecisionLooks {
    private final Database database;
    private final ExperimentRows rows = new ExperimentRows(new Documents());

    public PostgresDecisionLooks(Database database) {
        this.database = database;
    }

    @Override
    public List<Experiment> due(Instant lookedBefore, Instant completedAfter, int most) {
        return database.with(handle -> rows.list(handle.createQuery("SELECT " + ExperimentRow.COLUMNS + """
             FROM experiments e LEFT JOIN decision_looks l ON l.experiment_id = e.id
            WHERE l.experiment_id IS NULL OR l.revision <> e.revision OR (l.looked_at < :before AND
                (e.status IN ('running', 'paused')
                OR (e.document #>> '{course,completedAt}')::bigint > :completed))
            ORDER BY l.looked_at NULLS FIRST LIMIT :most
            """)
                .bind("before", lookedBefore.atOffset(ZoneOffset.UTC))
                .bind("completed", completedAfter.toEpochMilli())
                .bind("most", most)));
    }

    @Override
    public void looked(List<Experiment> experiments, Instant now) {
        database.inTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO decision_looks (experiment_id, revision, looked_at) VALUES (:id, :revision, :now)
                ON CONFLICT (experiment_id) DO UPDATE SET revision = :revision, looked_at = :now
                """);
            for (Experiment experiment : experiments) {
                batch.bind("id", experiment.id())
                        .bind("revision", experiment.revision())
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .add();
            }
            return batch.execute().length;
        });
    }
}
