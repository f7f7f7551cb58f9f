package io.splitstream.api.store;

import io.splitstream.api.experiment.Change;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentStore;
import io.splitstream.api.experiment.Transition;
import io.splitstream.contracts.definition.DefinitionCodec;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.topic.Topics;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Experiments in PostgreSQL; every change goes to the outbox in the same transaction. */
public final class PostgresExperiments implements ExperimentStore {
    private static final int MOST_DUE = 100;

    private final Database database;
    private final Documents documents = new Documents();
    private final ExperimentRows rows = new ExperimentRows(documents);
    private final DefinitionCodec definitions = new DefinitionCodec();
    private final SitePublication sites = new SitePublication(documents);

    public PostgresExperiments(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Experiment experiment, Change change) {
        database.inTransaction(handle -> {
            insert(handle, experiment);
            ExperimentLog.put(handle, change, documents);
            return experiment;
        });
    }

    @Override
    public Optional<Experiment> find(String workspaceId, String experimentId) {
        return database.with(handle -> handle.createQuery("SELECT " + ExperimentRow.COLUMNS
                        + " FROM experiments e WHERE e.id = :id AND e.workspace_id = :workspace")
                .bind("id", experimentId)
                .bind("workspace", workspaceId)
                .map((row, context) -> ExperimentRow.read(row, documents))
                .findOne());
    }

    @Override
    public boolean replace(Experiment next, Change change) {
        return database.inTransaction(handle -> {
            int replaced = bound(handle.createUpdate("""
                UPDATE experiments
                SET revision = :revision, version = :version, status = :status,
                    weight_epoch = :epoch, ends_at = :ends, unanswered = NULL,
                    audience_id = :audience, document = :document::jsonb
                WHERE id = :id AND workspace_id = :workspace AND revision = :revision - 1
                """), next).execute();
            if (replaced == 1) {
                noteChange(handle, next);
                ExperimentLog.put(handle, change, documents);
            }
            return replaced == 1;
        });
    }

    @Override
    public List<Change> changes(String experimentId, int limit, int offset) {
        return database.with(handle -> ExperimentLog.newest(handle, experimentId, limit, offset, documents));
    }

    @Override
    public void noteUnanswered(Experiment experiment, boolean unanswered, Transition transition) {
        database.with(handle -> handle.createUpdate(
                        "UPDATE experiments SET unanswered = :unanswered WHERE id = :id AND revision = :revision")
                .bind("unanswered", unanswered ? transition.word() : null)
                .bind("id", experiment.id())
                .bind("revision", experiment.revision())
                .execute());
    }

    @Override
    public List<Experiment> list(String workspaceId, Optional<ExperimentStatus> status, int limit, int offset) {
        String which = status.isPresent() ? "e.status = :status" : "e.status <> 'archived'";
        return database.with(handle -> {
            var query = handle.createQuery("SELECT " + ExperimentRow.COLUMNS
                    + " FROM experiments e WHERE e.workspace_id = :workspace AND " + which
                    + " ORDER BY e.position LIMIT :limit OFFSET :offset");
            status.ifPresent(wanted -> query.bind("status", wanted.word()));
            return rows.list(
                    query.bind("workspace", workspaceId).bind("limit", limit).bind("offset", offset));
        });
    }

    @Override
    public Map<ExperimentStatus, Long> count(String workspaceId) {
        return database.with(handle -> {
            Map<ExperimentStatus, Long> counts = new EnumMap<>(ExperimentStatus.class);
            handle.createQuery(
                            "SELECT status, count(*) AS n FROM experiments WHERE workspace_id = :workspace GROUP BY 1")
                    .bind("workspace", workspaceId)
                    .map((row, context) -> Map.entry(ExperimentRow.status(row.getString("status")), row.getLong("n")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    @Override
    public List<Experiment> due(Instant now) {
        return database.with(handle -> rows.list(handle.createQuery("SELECT " + ExperimentRow.COLUMNS
                        + " FROM experiments e WHERE e.status IN ('running', 'paused') AND e.ends_at <= :now"
                        + " ORDER BY e.ends_at LIMIT :limit")
                .bind("now", at(now))
                .bind("limit", MOST_DUE)));
    }

    private void insert(Handle handle, Experiment experiment) {
        bound(handle.createUpdate("""
            INSERT INTO experiments
                (id, workspace_id, revision, version, status, weight_epoch, ends_at, audience_id, document)
            VALUES
                (:id, :workspace, :revision, :version, :status, :epoch, :ends, :audience, :document::jsonb)
            """), experiment).execute();
        noteChange(handle, experiment);
    }

    private <S extends SqlStatement<S>> S bound(S statement, Experiment experiment) {
        return statement
                .bind("id", experiment.id())
                .bind("workspace", experiment.workspaceId())
                .bind("revision", experiment.revision())
                .bind("version", experiment.version())
                .bind("status", experiment.status().word())
                .bind("epoch", experiment.course().epochs().size() - 1)
                .bind("ends", endsAt(experiment))
                .bind("audience", experiment.design().audienceId())
                .bind("document", documents.write(ExperimentRow.Document.of(experiment)));
    }

    /** What goes with every change: the history of allocations, the outbox, and the site that it is on. */
    private void noteChange(Handle handle, Experiment experiment) {
        List<WeightEpoch> epochs = experiment.course().epochs();
        if (!epochs.isEmpty()) {
            // A revision opens one at most, so that all before it are there.
            WeightEpoch epoch = epochs.get(epochs.size() - 1);
            handle.createUpdate("""
                INSERT INTO weight_epochs (experiment_id, index, opened_at, weights)
                VALUES (:id, :index, :at, :weights::jsonb)
                ON CONFLICT DO NOTHING
                """)
                    .bind("id", experiment.id())
                    .bind("index", epoch.index())
                    .bind("at", at(Instant.ofEpochMilli(epoch.from())))
                    .bind("weights", documents.write(epoch.weights()))
                    .execute();
        }
        Outbox.put(
                handle,
                Topics.EXPERIMENTS,
                experiment.id(),
                experiment.revision(),
                definitions.encode(experiment.definition()));
        sites.noteExperiment(handle, experiment.id());
    }

    /** An end date that was past when the experiment started ends nothing. */
    private static @Nullable OffsetDateTime endsAt(Experiment experiment) {
        Instant started = experiment.course().startedAt();
        Instant end = experiment.description().endDate();
        return started != null && end != null && end.isAfter(started) ? at(end) : null;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
