package io.splitstream.api.store;

import io.splitstream.api.site.Crawl;
import io.splitstream.api.site.Site;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A row of {@code sites} written and read back. */
final class SiteRow {
    /** The columns that {@link #read} needs; the table goes by the name s. */
    static final String COLUMNS = "s.id AS site_id, s.workspace_id AS site_workspace, s.public_key,"
            + " s.created_at AS site_created, s.updated_at AS site_updated, s.document AS site";

    private SiteRow() {}

    /** The parts of a site that are kept as one document. */
    record Document(String name, String url, List<String> origins, boolean respectsDoNotTrack, Crawl crawl) {
        static Document of(Site site) {
            return new Document(site.name(), site.url(), site.origins(), site.respectsDoNotTrack(), site.crawl());
        }
    }

    static Site read(ResultSet row, Documents documents) throws SQLException {
        Document document = documents.read(row.getString("site"), Document.class);
        return new Site(
                row.getString("site_id"),
                row.getString("site_workspace"),
                row.getString("public_key"),
                document.name(),
                document.url(),
                document.origins(),
                document.respectsDoNotTrack(),
                document.crawl(),
                Instants.read(row, "site_created"),
                Instants.read(row, "site_updated"));
    }
}
