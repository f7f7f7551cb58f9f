package io.splitstream.api.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.splitstream.api.experiment.Actor;
import io.splitstream.api.experiment.Change;
import io.splitstream.api.experiment.FieldChange;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who changed what of experiments: one row a revision, written in the transaction of the change, never altered. */
final class ExperimentLog {
    private static final TypeReference<List<FieldChange>> FIELDS = new TypeReference<>() {};

    private ExperimentLog() {}

    static void put(Handle handle, Change change, Documents documents) {
        handle.createUpdate("""
            INSERT INTO experiment_changes (experiment_id, revision, changed_at, actor, automatic, action, fields)
            VALUES (:id, :revision, :at, :actor, :automatic, :action, :fields::jsonb)
            """)
                .bind("id", change.experimentId())
                .bind("revision", change.revision())
                .bind("at", change.at().atOffset(ZoneOffset.UTC))
                .bind("actor", change.actor().name())
                .bind("automatic", change.actor().automatic())
                .bind("action", change.action())
                .bind("fields", documents.write(change.fields()))
                .execute();
    }

    static List<Change> newest(Handle handle, String experimentId, int limit, int offset, Documents documents) {
        return handle.createQuery("""
            SELECT revision, changed_at, actor, automatic, action, fields FROM experiment_changes
            WHERE experiment_id = :id ORDER BY revision DESC LIMIT :limit OFFSET :offset
            """)
                .bind("id", experimentId)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> new Change(
                        experimentId,
                        row.getLong("revision"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        new Actor(row.getString("actor"), row.getBoolean("automatic")),
                        row.getString("action"),
                        documents.read(row.getString("fields"), FIELDS)))
                .list();
    }
}
