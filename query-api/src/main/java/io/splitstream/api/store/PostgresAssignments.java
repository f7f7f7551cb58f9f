package io.splitstream.api.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.api.assignment.AssignmentStore;
import io.splitstream.api.assignment.Standing;
import io.splitstream.api.assignment.StoredAssignment;
import io.splitstream.contracts.event.Assignment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assignments in PostgreSQL: the primary key sees to it that a user has one. */
public final class PostgresAssignments implements AssignmentStore {
    private static final String COLUMNS = "a.experiment_id, e.workspace_id, a.user_id, a.variant_id,"
            + " a.weight_epoch AS epoch, a.assigned_at, a.attributes, a.logged";

    private final Database database;
    private final Documents documents = new Documents();

    public PostgresAssignments(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Standing> standing(String workspaceId, String experimentId, String userId) {
        return database.with(handle -> handle.createQuery(
                        "SELECT " + ExperimentRow.COLUMNS + ", " + COLUMNS + ", " + PostgresAudiences.COLUMNS
                                + " FROM experiments e LEFT JOIN assignments a"
                                + " ON a.experiment_id = e.id AND a.user_id = :user"
                                + " LEFT JOIN audiences u ON u.id = e.audience_id"
                                + " WHERE e.id = :id AND e.workspace_id = :workspace")
                .bind("user", userId)
                .bind("id", experimentId)
                .bind("workspace", workspaceId)
                .map((row, context) -> new Standing(
                        ExperimentRow.read(row, documents),
                        row.getString("user_id") == null
                                ? null
                                : new StoredAssignment(read(row), row.getBoolean("logged")),
                        row.getString("audience_id") == null ? null : PostgresAudiences.read(row, documents)))
                .findOne());
    }

    @Override
    public boolean insert(Assignment assignment) {
        return database.with(handle -> handle.createUpdate("""
                        INSERT INTO assignments (experiment_id, user_id, variant_id, weight_epoch, assigned_at, attributes)
                        SELECT e.id, :user, :variant, e.weight_epoch, :at, :attributes::jsonb
                        FROM experiments e
                        WHERE e.id = :id AND e.status = 'running' AND e.weight_epoch = :epoch
                        ON CONFLICT DO NOTHING
                        """)
                        .bind("user", assignment.userId())
                        .bind("variant", assignment.variantId())
                        .bind("at", at(Instant.ofEpochMilli(assignment.assignedAt())))
                        .bind("attributes", documents.write(assignment.attributes()))
                        .bind("id", assignment.experimentId())
                        .bind("epoch", assignment.weightEpoch())
                        .execute())
                == 1;
    }

    @Override
    public void markLogged(Assignment assignment) {
        database.with(handle -> handle.createUpdate(
                        "UPDATE assignments SET logged = true WHERE experiment_id = :id AND user_id = :user")
                .bind("id", assignment.experimentId())
                .bind("user", assignment.userId())
                .execute());
    }

    @Override
    public List<Assignment> notLogged(Instant before, int limit) {
        return database.with(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM assignments a JOIN experiments e ON e.id = a.experiment_id"
                        + " WHERE NOT a.logged AND a.assigned_at < :before ORDER BY a.assigned_at LIMIT :limit")
                .bind("before", at(before))
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    @Override
    public List<Assignment> list(String experimentId, int limit, int offset) {
        return database.with(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM assignments a JOIN experiments e ON e.id = a.experiment_id"
                        + " WHERE a.experiment_id = :id ORDER BY a.position LIMIT :limit OFFSET :offset")
                .bind("id", experimentId)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> read(row))
                .list());
    }

    @Override
    public Map<String, Long> countByVariant(String experimentId) {
        return database.with(handle -> {
            Map<String, Long> counts = new HashMap<>();
            handle.createQuery("SELECT variant_id, count(*) AS n FROM assignments WHERE experiment_id = :id GROUP BY 1")
                    .bind("id", experimentId)
                    .map((row, context) -> Map.entry(row.getString("variant_id"), row.getLong("n")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    @Override
    public Map<String, Long> countByExperiment(Collection<String> experimentIds) {
        return database.with(handle -> {
            Map<String, Long> counts = new HashMap<>();
            handle.createQuery("SELECT experiment_id, count(*) AS n FROM assignments"
                            + " WHERE experiment_id = ANY(:ids) GROUP BY 1")
                    .bindArray("ids", String.class, experimentIds)
                    .map((row, context) -> Map.entry(row.getString("experiment_id"), row.getLong("n")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    private Assignment read(ResultSet row) throws SQLException {
        Map<String, String> attributes = new HashMap<>();
        documents
                .read(row.getString("attributes"), JsonNode.class)
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
        return new Assignment(
                row.getString("workspace_id"),
                row.getString("experiment_id"),
                row.getString("user_id"),
                row.getString("variant_id"),
                row.getInt("epoch"),
                row.getObject("assigned_at", OffsetDateTime.class).toInstant().toEpochMilli(),
                attributes);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
