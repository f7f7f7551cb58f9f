package io.splitstream.api.store;

import io.splitstream.api.audience.Audience;
import io.splitstream.api.audience.AudiencePlan;
import io.splitstream.api.audience.AudienceStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Audiences in PostgreSQL. A removed one stays for the experiments that were for it. */
public final class PostgresAudiences implements AudienceStore {
    /** The columns that {@link #read} needs; the table goes by the name u. */
    static final String COLUMNS = "u.id AS audience_id, u.workspace_id AS audience_workspace,"
            + " u.revision AS audience_revision, u.document AS audience_document,"
            + " u.created_at AS audience_created_at, u.updated_at AS audience_updated_at";

    private final Database database;
    private final Documents documents = new Documents();

    public PostgresAudiences(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Audience audience) {
        database.with(handle -> handle.createUpdate("""
                        INSERT INTO audiences (id, workspace_id, revision, document, created_at, updated_at)
                        VALUES (:id, :workspace, :revision, :document::jsonb, :created, :updated)
                        """)
                .bind("id", audience.id())
                .bind("workspace", audience.workspaceId())
                .bind("revision", audience.revision())
                .bind("document", documents.write(audience.plan()))
                .bind("created", Instants.of(audience.createdAt()))
                .bind("updated", Instants.of(audience.updatedAt()))
                .execute());
    }

    @Override
    public Optional<Audience> find(String workspaceId, String audienceId) {
        return database.with(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM audiences u WHERE u.id = :id AND u.workspace_id = :workspace AND u.removed_at IS NULL")
                .bind("id", audienceId)
                .bind("workspace", workspaceId)
                .map((row, context) -> read(row, documents))
                .findOne());
    }

    @Override
    public boolean replace(Audience next) {
        return database.with(handle -> handle.createUpdate("""
                        UPDATE audiences
                        SET revision = :revision, document = :document::jsonb, updated_at = :updated
                        WHERE id = :id AND revision = :revision - 1 AND removed_at IS NULL
                        """)
                        .bind("revision", next.revision())
                        .bind("document", documents.write(next.plan()))
                        .bind("updated", Instants.of(next.updatedAt()))
                        .bind("id", next.id())
                        .execute())
                == 1;
    }

    @Override
    public List<Audience> list(String workspaceId, int limit, int offset) {
        return database.with(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM audiences u WHERE u.workspace_id = :workspace AND u.removed_at IS NULL"
                        + " ORDER BY u.position LIMIT :limit OFFSET :offset")
                .bind("workspace", workspaceId)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> read(row, documents))
                .list());
    }

    @Override
    public long count(String workspaceId) {
        return database.with(handle -> handle.createQuery(
                        "SELECT count(*) FROM audiences WHERE workspace_id = :workspace AND removed_at IS NULL")
                .bind("workspace", workspaceId)
                .mapTo(Long.class)
                .one());
    }

    @Override
    public boolean remove(Audience audience, Instant at) {
        return database.with(handle -> handle.createUpdate("""
                        UPDATE audiences SET removed_at = coalesce(removed_at, :at)
                        WHERE id = :id AND NOT EXISTS (
                            SELECT 1 FROM experiments e
                            WHERE e.audience_id = audiences.id AND e.status IN ('draft', 'running', 'paused'))
                        """)
                        .bind("at", Instants.of(at))
                        .bind("id", audience.id())
                        .execute())
                == 1;
    }

    static Audience read(ResultSet row, Documents documents) throws SQLException {
        return new Audience(
                row.getString("audience_id"),
                row.getString("audience_workspace"),
                row.getLong("audience_revision"),
                documents.read(row.getString("audience_document"), AudiencePlan.class),
                Instants.read(row, "audience_created_at"),
                Instants.read(row, "audience_updated_at"));
    }
}
