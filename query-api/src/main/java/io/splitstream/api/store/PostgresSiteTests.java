package io.splitstream.api.store;

import io.splitstream.api.site.experiment.SiteDesign;
import io.splitstream.api.site.experiment.SiteTest;
import io.splitstream.api.site.experiment.SiteTestStore;
import io.splitstream.contracts.definition.ExperimentStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What experiments are on their sites, in PostgreSQL. */
public final class PostgresSiteTests implements SiteTestStore {
    private static final String JOINED = "SELECT " + ExperimentRow.COLUMNS + ", " + SiteRow.COLUMNS
            + ", x.document AS design FROM site_experiments x JOIN experiments e ON e.id = x.experiment_id"
            + " JOIN sites s ON s.id = x.site_id";
    private static final String ALL = JOINED + " WHERE x.workspace_id = :workspace";

    private final Database database;
    private final Documents documents = new Documents();
    private final ExperimentRows rows = new ExperimentRows(documents);
    private final SitePublication publication = new SitePublication(documents);

    public PostgresSiteTests(Database database) {
        this.database = database;
    }

    @Override
    public void insert(String workspaceId, String siteId, String experimentId, SiteDesign design) {
        database.inTransaction(handle -> {
            int inserted = handle.createUpdate("""
                INSERT INTO site_experiments (experiment_id, workspace_id, site_id, length, document)
                VALUES (:id, :workspace, :site, :length, :document::jsonb)
                """)
                    .bind("id", experimentId)
                    .bind("workspace", workspaceId)
                    .bind("site", siteId)
                    .bind("length", design.length())
                    .bind("document", documents.write(design))
                    .execute();
            publication.note(handle, siteId);
            return inserted;
        });
    }

    @Override
    public void replace(String experimentId, SiteDesign design) {
        database.inTransaction(handle -> {
            int replaced = handle.createUpdate("""
                            UPDATE site_experiments SET length = :length, document = :document::jsonb
                            WHERE experiment_id = :id
                            """)
                    .bind("length", design.length())
                    .bind("document", documents.write(design))
                    .bind("id", experimentId)
                    .execute();
            publication.noteExperiment(handle, experimentId);
            return replaced;
        });
    }

    @Override
    public Optional<SiteTest> find(String workspaceId, String experimentId) {
        return database.with(handle -> handle.createQuery(ALL + " AND x.experiment_id = :id")
                .bind("workspace", workspaceId)
                .bind("id", experimentId)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public List<SiteTest> list(String workspaceId, Which which, int limit, int offset) {
        ExperimentStatus status = which.status();
        return database.with(handle -> rows.list(
                handle.createQuery(ALL
                                + " AND (cast(:site AS text) IS NULL OR x.site_id = :site)"
                                + " AND (cast(:status AS text) IS NULL OR e.status = :status)"
                                + " ORDER BY x.position DESC LIMIT :limit OFFSET :offset")
                        .bind("workspace", workspaceId)
                        .bind("site", which.siteId())
                        .bind("status", status == null ? null : status.word())
                        .bind("limit", limit)
                        .bind("offset", offset),
                this::read));
    }

    @Override
    public Load load(String siteId, @Nullable String except) {
        return database.with(handle -> handle.createQuery("""
            SELECT count(*) AS n, coalesce(sum(x.length), 0) AS length
            FROM site_experiments x JOIN experiments e ON e.id = x.experiment_id
            WHERE x.site_id = :site AND e.status IN ('draft', 'running', 'paused')
                AND x.experiment_id <> :except
            """)
                .bind("site", siteId)
                .bind("except", except == null ? "" : except)
                .map((row, context) -> new Load(row.getInt("n"), row.getInt("length")))
                .one());
    }

    @Override
    public List<SiteTest> untold() {
        return database.with(handle -> rows.list(handle.createQuery(JOINED + """
             WHERE NOT (x.launch_told AND x.completion_told) AND e.weight_epoch >= 0
                AND (NOT x.launch_told OR e.status IN ('completed', 'archived'))
            ORDER BY x.position LIMIT 100
            """), this::read));
    }

    @Override
    public void noteTold(SiteTest test) {
        boolean over = test.experiment().course().completedAt() != null;
        database.with(handle -> handle.createUpdate(
                        "UPDATE site_experiments SET launch_told = true, completion_told = :over WHERE experiment_id ="
                                + " :id")
                .bind("over", over)
                .bind("id", test.experiment().id())
                .execute());
    }

    private SiteTest read(ResultSet row) throws SQLException {
        return new SiteTest(
                SiteRow.read(row, documents),
                ExperimentRow.read(row, documents),
                documents.read(row.getString("design"), SiteDesign.class));
    }
}
