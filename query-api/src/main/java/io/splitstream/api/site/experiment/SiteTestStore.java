package io.splitstream.api.site.experiment;

import io.splitstream.contracts.definition.ExperimentStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where it is kept what experiments are on their sites. Calls block. */
public interface SiteTestStore {
    /** Keeps what a new experiment is on a site, and has the site announced. */
    void insert(String workspaceId, String siteId, String experimentId, SiteDesign design);

    /** Keeps what an experiment has become on its site, and has the site announced. */
    void replace(String experimentId, SiteDesign design);

    Optional<SiteTest> find(String workspaceId, String experimentId);

    /** Newest first. */
    List<SiteTest> list(String workspaceId, Which which, int limit, int offset);

    /**
     * What a site's experiments that are not over hold.
     *
     * @param except one that is left out; null to leave out none
     */
    Load load(String siteId, @Nullable String except);

    /** Experiments that were launched or completed, of which nobody was told yet; at most 100. */
    List<SiteTest> untold();

    /** Notes that whoever wants to know was told how an experiment stands. */
    void noteTold(SiteTest test);

    /**
     * Which experiments.
     *
     * @param siteId null for every site
     * @param status null for every status
     */
    record Which(@Nullable String siteId, @Nullable ExperimentStatus status) {}

    /**
     * How much browsers are told of a site.
     *
     * @param length of all designs together
     */
    record Load(int experiments, int length) {}
}
