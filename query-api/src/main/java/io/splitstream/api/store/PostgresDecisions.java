package io.splitstream.api.store;

import io.splitstream.api.decision.DecisionStore;
import io.splitstream.api.decision.PlannedTest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Analyses and planned tests in PostgreSQL. */
public final class PostgresDecisions implements DecisionStore {
    private final Database database;
    private final Documents documents = new Documents();

    public PostgresDecisions(Database database) {
        this.database = database;
    }

    @Override
    public void keepAnalysis(String experimentId, Instant analyzedAt, String json) {
        database.with(handle -> handle.createUpdate(
                        "INSERT INTO analyses (experiment_id, analyzed_at, document) VALUES (:id, :at, :json::json)")
                .bind("id", experimentId)
                .bind("at", analyzedAt.atOffset(ZoneOffset.UTC))
                .bind("json", json)
                .execute());
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
