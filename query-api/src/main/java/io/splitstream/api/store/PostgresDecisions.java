package io.splitstream.api.store;

import io.splitstream.api.decision.DecisionStore;
import io.splitstream.api.decision.PlannedTest;
import io.splitstream.api.experiment.Experiment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Analyses and planned tests in PostgreSQL. */
public final class PostgresDecisions implements DecisionStore {
    private static final int MOST_AWAITING = 100;

    private final Database database;
    private final Documents documents = new Documents();
    private final ExperimentRows rows = new ExperimentRows(documents);

    public PostgresDecisions(Database database) {
        this.database = database;
    }

    @Override
    public void keepAnalysis(String experimentId, Instant analyzedAt, String json) {
        database.inTransaction(handle -> {
            handle.createUpdate("INSERT INTO analyses (experiment_id, analyzed_at, document) VALUES (:id, :at,"
                            + " :json::json)")
                    .bind("id", experimentId)
                    .bind("at", analyzedAt.atOffset(ZoneOffset.UTC))
                    .bind("json", json)
                    .execute();
            return handle.createUpdate("""
                DELETE FROM analyses WHERE experiment_id = :id AND id <=
                    (SELECT id FROM analyses WHERE experiment_id = :id ORDER BY id DESC OFFSET :most LIMIT 1)
                """)
                    .bind("id", experimentId)
                    .bind("most", MOST_ANALYSES)
                    .execute();
        });
    }

    @Override
    public List<String> analyses(String experimentId, int limit) {
        return database.with(handle -> handle.createQuery(
                        "SELECT document FROM analyses WHERE experiment_id = :id ORDER BY id DESC LIMIT :limit")
                .bind("id", experimentId)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<Experiment> awaitingPlannedTest(Instant now) {
        return database.with(handle -> rows.list(handle.createQuery("SELECT " + ExperimentRow.COLUMNS
                        + " FROM experiments e WHERE e.document #>> '{design,plan,mode}' = 'FIXED'"
                        + " AND e.status <> 'archived'"
                        + " AND (e.document #>> '{course,plannedEnd}')::bigint <= :now"
                        // One that was completed before is decided by the sequence, and never gets a planned test.
                        + " AND coalesce((e.document #>> '{course,completedAt}')::bigint"
                        + " >= (e.document #>> '{course,plannedEnd}')::bigint, true)"
                        + " AND NOT EXISTS (SELECT FROM planned_tests t WHERE t.experiment_id = e.id)"
                        + " ORDER BY (e.document #>> '{course,plannedEnd}')::bigint LIMIT :limit")
                .bind("now", now.toEpochMilli())
                .bind("limit", MOST_AWAITING)));
    }

    @Override
    public Optional<PlannedTest> plannedTest(String experimentId) {
        return database.with(
                handle -> handle.createQuery("SELECT document FROM planned_tests WHERE experiment_id = :id")
                        .bind("id", experimentId)
                        .map((row, context) -> documents.read(row.getString("document"), PlannedTest.class))
                        .findOne());
    }

    @Override
    public PlannedTest keepFirst(String experimentId, PlannedTest test) {
        database.with(handle -> handle.createUpdate("""
            INSERT INTO planned_tests (experiment_id, document) VALUES (:id, :document::jsonb)
            ON CONFLICT DO NOTHING
            """)
                .bind("id", experimentId)
                .bind("document", documents.write(test))
                .execute());
        return plannedTest(experimentId).orElse(test);
    }
}
