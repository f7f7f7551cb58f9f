package io.splitstream.api.store;

import io.splitstream.api.site.Site;
import io.splitstream.api.site.experiment.SiteDesign;
import io.splitstream.contracts.site.SiteCodec;
import io.splitstream.contracts.site.SiteExperiment;
import io.splitstream.contracts.site.SiteSettings;
import io.splitstream.contracts.topic.Topics;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Notes, in the transaction of a change, what the collector is to be told of a site. Safe for use by several threads. */
final class SitePublication {
    private final Documents documents;
    private final ExperimentRows rows;
    private final SiteCodec codec = new SiteCodec();

    SitePublication(Documents documents) {
        this.documents = documents;
        this.rows = new ExperimentRows(documents);
    }

    private record Revised(Site site, long revision) {}

    /** An experiment changed, which may be one of a site. */
    void noteExperiment(Handle handle, String experimentId) {
        handle.createQuery("SELECT site_id FROM site_experiments WHERE experiment_id = :id")
                .bind("id", experimentId)
                .mapTo(String.class)
                .findOne()
                .ifPresent(siteId -> note(handle, siteId));
    }

    /** A site changed, or something of it. Whoever is here holds the site's row until the transaction ends. */
    void note(Handle handle, String siteId) {
        Revised revised = handle.createQuery(
                        "UPDATE sites s SET revision = s.revision + 1 WHERE s.id = :id RETURNING s.revision, "
                                + SiteRow.COLUMNS)
                .bind("id", siteId)
                .map((row, context) -> new Revised(SiteRow.read(row, documents), row.getLong("revision")))
                .one();
        Site site = revised.site();
        byte[] state = codec.encode(new io.splitstream.contracts.site.Site(
                site.publicKey(),
                site.id(),
                site.workspaceId(),
                revised.revision(),
                site.origins(),
                new SiteSettings(site.respectsDoNotTrack()),
                experiments(handle, siteId)));
        Outbox.put(handle, Topics.SITES, site.publicKey(), revised.revision(), state);
    }

    private List<SiteExperiment> experiments(Handle handle, String siteId) {
        return rows
                .list(
                        handle.createQuery("SELECT " + ExperimentRow.COLUMNS + ", x.document AS design"
                                        + " FROM site_experiments x JOIN experiments e ON e.id = x.experiment_id"
                                        + " WHERE x.site_id = :site AND e.status IN ('draft', 'running', 'paused')"
                                        + " ORDER BY x.position")
                                .bind("site", siteId),
                        row -> documents
                                .read(row.getString("design"), SiteDesign.class)
                                .published(ExperimentRow.read(row, documents)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }
}
