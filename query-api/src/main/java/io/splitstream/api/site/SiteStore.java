package io.splitstream.api.site;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where sites are kept. Calls block. What changes of what is published is to be announced, in the same transaction. */
public interface SiteStore {
    /**
     * Keeps a new site.
     *
     * @return false if the workspace has {@code most} sites already
     */
    boolean insert(Site site, int most);

    /** A workspace's sites, newest first. */
    List<Site> list(String workspaceId);

    Optional<Site> find(String workspaceId, String siteId);

    /** Changes a site, one change after another. */
    Optional<Site> update(String workspaceId, String siteId, UnaryOperator<Site> change);
}
