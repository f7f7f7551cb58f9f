package io.splitstream.api.store;

import io.splitstream.api.idea.Idea;
import io.splitstream.api.idea.IdeaRun;
import io.splitstream.api.idea.IdeaStatus;
import io.splitstream.api.idea.IdeaStore;
import io.splitstream.api.idea.Proposal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ideas and searches for them in PostgreSQL. */
public final class PostgresIdeas implements IdeaStore {
    private static final String ALL = select("i.document");
    /** A hundred pictures of 1 MiB would not have room beside each other. */
    private static final String LISTED = select("i.document - 'screenshot'");

    private final Database database;
    private final Documents documents = new Documents();

    public PostgresIdeas(Database database) {
        this.database = database;
    }

    private static String select(String document) {
        return "SELECT i.id AS idea_id, i.status AS idea_status, i.created_at AS idea_created,"
                + " i.updated_at AS idea_updated, " + document + " AS idea, " + SiteRow.COLUMNS
                + " FROM ideas i JOIN sites s ON s.id = i.site_id WHERE i.workspace_id = :workspace";
    }

    private record Document(
            Proposal proposal, String outputType, @Nullable String screenshot) {}

    @Override
    public void insert(Idea idea) {
        database.with(handle -> handle.createUpdate("""
                        INSERT INTO ideas
                            (id, workspace_id, site_id, status, category, title, created_at, updated_at, document)
                        VALUES (:id, :workspace, :site, :status, :category, :title, :created, :updated, :document::jsonb)
                        """)
                .bind("id", idea.id())
                .bind("workspace", idea.site().workspaceId())
                .bind("site", idea.site().id())
                .bind("status", idea.status().word())
                .bind("category", idea.proposal().category())
                .bind("title", idea.proposal().title())
                .bind("created", Instants.of(idea.createdAt()))
                .bind("updated", Instants.of(idea.updatedAt()))
                .bind("document", documents.write(new Document(idea.proposal(), idea.outputType(), idea.screenshot())))
                .execute());
    }

    @Override
    public Optional<Idea> find(String workspaceId, String ideaId) {
        return database.with(handle -> handle.createQuery(ALL + " AND i.id = :id")
                .bind("workspace", workspaceId)
                .bind("id", ideaId)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public List<Idea> list(String workspaceId, Which which, int limit, int offset) {
        IdeaStatus status = which.status();
        return database.with(handle -> handle.createQuery(LISTED
                        + " AND (cast(:site AS text) IS NULL OR i.site_id = :site)"
                        + " AND (cast(:status AS text) IS NULL OR i.status = :status)"
                        + " AND (cast(:category AS text) IS NULL OR i.category = :category)"
                        + " ORDER BY i.position DESC LIMIT :limit OFFSET :offset")
                .bind("workspace", workspaceId)
                .bind("site", which.siteId())
                .bind("status", status == null ? null : status.word())
                .bind("category", which.category())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> read(row))
                .list());
    }

    @Override
    public void replace(Idea idea) {
        database.with(
                handle -> handle.createUpdate("UPDATE ideas SET status = :status, updated_at = :updated WHERE id = :id")
                        .bind("status", idea.status().word())
                        .bind("updated", Instants.of(idea.updatedAt()))
                        .bind("id", idea.id())
                        .execute());
    }

    @Override
    public List<String> titles(String siteId) {
        return database.with(handle -> handle.createQuery("SELECT DISTINCT title FROM ideas WHERE site_id = :site")
                .bind("site", siteId)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void insert(IdeaRun run) {
        database.with(
                handle -> handle.createUpdate("INSERT INTO idea_runs (id, document) VALUES (:id, :document::jsonb)")
                        .bind("id", run.id())
                        .bind("document", documents.write(run))
                        .execute());
    }

    @Override
    public int open(String workspaceId) {
        return database.with(handle -> handle.createQuery(
                        "SELECT count(*) FROM idea_runs WHERE document ->> 'workspaceId' = :workspace")
                .bind("workspace", workspaceId)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public Optional<IdeaRun> run(String runId) {
        return database.with(handle -> handle.createQuery("SELECT document FROM idea_runs WHERE id = :id")
                .bind("id", runId)
                .map((row, context) -> documents.read(row.getString("document"), IdeaRun.class))
                .findOne());
    }

    @Override
    public boolean end(String runId) {
        return database.with(handle -> handle.createUpdate("DELETE FROM idea_runs WHERE id = :id")
                        .bind("id", runId)
                        .execute())
                == 1;
    }

    private Idea read(ResultSet row) throws SQLException {
        Document document = documents.read(row.getString("idea"), Document.class);
        return new Idea(
                row.getString("idea_id"),
                SiteRow.read(row, documents),
                IdeaStatus.of(row.getString("idea_status")),
                document.proposal(),
                document.outputType(),
                document.screenshot(),
                Instants.read(row, "idea_created"),
                Instants.read(row, "idea_updated"));
    }
}
