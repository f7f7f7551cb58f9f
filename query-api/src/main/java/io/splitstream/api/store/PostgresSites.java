package io.splitstream.api.store;

import io.splitstream.api.site.Site;
import io.splitstream.api.site.SiteStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** Sites in PostgreSQL; whoever changes one holds its row. */
public final class PostgresSites implements SiteStore {
    private final Database database;
    private final Documents documents = new Documents();
    private final SitePublication publication = new SitePublication(documents);

    public PostgresSites(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(Site site, int most) {
        return database.inTransaction(handle -> {
            // Of two at once, the second counts when the first is in.
            handle.createQuery("SELECT pg_advisory_xact_lock(hashtext(:lock)::bigint) IS NULL")
                    .bind("lock", "sites of " + site.workspaceId())
                    .mapTo(Boolean.class)
                    .one();
            int inserted = handle.createUpdate("""
                            INSERT INTO sites
                                (id, workspace_id, public_key, revision, created_at, updated_at, document)
                            SELECT :id, :workspace, :key, 0, :created, :updated, :document::jsonb
                            WHERE (SELECT count(*) FROM sites WHERE workspace_id = :workspace) < :most
                            """)
                    .bind("id", site.id())
                    .bind("workspace", site.workspaceId())
                    .bind("key", site.publicKey())
                    .bind("created", Instants.of(site.createdAt()))
                    .bind("updated", Instants.of(site.updatedAt()))
                    .bind("document", documents.write(SiteRow.Document.of(site)))
                    .bind("most", most)
                    .execute();
            if (inserted == 1) {
                publication.note(handle, site.id());
            }
            return inserted == 1;
        });
    }

    @Override
    public List<Site> list(String workspaceId) {
        return database.with(handle -> handle.createQuery("SELECT " + SiteRow.COLUMNS
                        + " FROM sites s WHERE s.workspace_id = :workspace ORDER BY s.position DESC")
                .bind("workspace", workspaceId)
                .map((row, context) -> SiteRow.read(row, documents))
                .list());
    }

    @Override
    public Optional<Site> find(String workspaceId, String siteId) {
        return database.with(handle -> find(handle, workspaceId, siteId, ""));
    }

    @Override
    public Optional<Site> update(String workspaceId, String siteId, UnaryOperator<Site> change) {
        return database.inTransaction(
                handle -> find(handle, workspaceId, siteId, " FOR UPDATE").map(before -> {
                    Site next = change.apply(before);
                    handle.createUpdate(
                                    "UPDATE sites SET updated_at = :updated, document = :document::jsonb WHERE id = :id")
                            .bind("updated", Instants.of(next.updatedAt()))
                            .bind("document", documents.write(SiteRow.Document.of(next)))
                            .bind("id", next.id())
                            .execute();
                    boolean published = !next.origins().equals(before.origins())
                            || next.respectsDoNotTrack() != before.respectsDoNotTrack();
                    if (published) {
                        publication.note(handle, next.id());
                    }
                    return next;
                }));
    }

    private Optional<Site> find(Handle handle, String workspaceId, String siteId, String lock) {
        return handle.createQuery("SELECT " + SiteRow.COLUMNS
                        + " FROM sites s WHERE s.id = :id AND s.workspace_id = :workspace" + lock)
                .bind("id", siteId)
                .bind("workspace", workspaceId)
                .map((row, context) -> SiteRow.read(row, documents))
                .findOne();
    }
}
