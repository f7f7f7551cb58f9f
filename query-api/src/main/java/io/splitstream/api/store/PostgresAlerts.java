package io.splitstream.api.store;

import io.splitstream.api.alert.AlertStore;
import io.splitstream.api.alert.KeptAlert;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Alerts and last verdicts in PostgreSQL. */
public final class PostgresAlerts implements AlertStore {
    /** Any number that no other lock has. */
    private static final long SETTLING_LOCK = 7_001;

    private final Database database;
    private final ExperimentRows rows = new ExperimentRows(new Documents());
    private final AlertCodec codec = new AlertCodec();

    public PostgresAlerts(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Alert alert, Instant now) {
        database.with(handle -> insert(handle, alert, now));
    }

    private int insert(Handle handle, Alert alert, Instant now) {
        return handle.createUpdate("""
            INSERT INTO alerts (id, workspace_id, experiment_id, raised_at, stored_at, document)
            SELECT :id, e.workspace_id, e.id, :raised, :stored, :document::jsonb
            FROM experiments e WHERE e.id = :experiment
            ON CONFLICT (id) DO NOTHING
            """)
                .bind("id", alert.id())
                .bind("raised", time(Instant.ofEpochMilli(alert.raisedAt())))
                .bind("stored", time(now))
                .bind("document", new String(codec.encode(alert), StandardCharsets.UTF_8))
                .bind("experiment", alert.experimentId())
                .execute();
    }

    @Override
    public boolean alone(Runnable work) {
        return database.alone(SETTLING_LOCK, work);
    }

    @Override
    public List<Alert> open(int most) {
        return database.with(handle -> handle.createQuery(
                        "SELECT document FROM alerts WHERE NOT settled ORDER BY position LIMIT :most")
                .bind("most", most)
                .map((row, context) -> alert(row.getString("document")))
                .list());
    }

    @Override
    public void settle(Alert alert, @Nullable Instant pausedAt) {
        database.with(handle -> handle.createUpdate(
                        "UPDATE alerts SET settled = true, paused_at = :paused WHERE id = :id AND NOT settled")
                .bind("paused", pausedAt == null ? null : time(pausedAt))
                .bind("id", alert.id())
                .execute());
    }

    @Override
    public List<KeptAlert> list(String workspaceId, @Nullable String experimentId, int limit, int offset) {
        String ofExperiment = experimentId == null ? "" : " AND experiment_id = :experiment";
        return database.with(handle -> {
            var query = handle.createQuery("SELECT document, stored_at, paused_at FROM alerts WHERE workspace_id ="
                            + " :workspace" + ofExperiment + " ORDER BY position DESC LIMIT :limit OFFSET :offset")
                    .bind("workspace", workspaceId)
                    .bind("limit", limit)
                    .bind("offset", offset);
            if (experimentId != null) {
                query.bind("experiment", experimentId);
            }
            return query.map((row, context) -> new KeptAlert(
                            alert(row.getString("document")),
                            row.getObject("stored_at", OffsetDateTime.class).toInstant(),
                            instant(row.getObject("paused_at", OffsetDateTime.class))))
                    .list();
        });
    }

    @Override
    public List<Experiment> running(int most) {
        return database.with(handle -> rows.list(handle.createQuery("SELECT " + ExperimentRow.COLUMNS
                        + " FROM experiments e LEFT JOIN verdicts v ON v.experiment_id = e.id"
                        + " WHERE e.status = 'running' ORDER BY v.looked_at NULLS FIRST LIMIT :most")
                .bind("most", most)));
    }

    @Override
    public Optional<LastVerdict> verdict(String experimentId) {
        return database.with(
                handle -> handle.createQuery("SELECT verdict, changes FROM verdicts WHERE experiment_id = :id")
                        .bind("id", experimentId)
                        .map((row, context) -> new LastVerdict(row.getString("verdict"), row.getLong("changes")))
                        .findOne());
    }

    @Override
    public void keepVerdict(String experimentId, LastVerdict verdict, @Nullable Alert change, Instant now) {
        database.inTransaction(handle -> {
            handle.createUpdate("""
                INSERT INTO verdicts (experiment_id, verdict, changes, looked_at)
                VALUES (:id, :verdict, :changes, :now)
                ON CONFLICT (experiment_id) DO UPDATE
                SET verdict = :verdict, changes = :changes, looked_at = :now
                """)
                    .bind("id", experimentId)
                    .bind("verdict", verdict.verdict())
                    .bind("changes", verdict.changes())
                    .bind("now", time(now))
                    .execute();
            return change == null ? 0 : insert(handle, change, now);
        });
    }

    private Alert alert(String json) {
        try {
            return codec.decode(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a kept alert cannot be read", e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
