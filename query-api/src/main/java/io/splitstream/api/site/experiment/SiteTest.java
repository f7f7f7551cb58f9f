package io.splitstream.api.site.experiment;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.site.Site;
import java.net.URI;
import java.util.Optional;

/**
 * An experiment of a site.
 *
 * @param experiment as everywhere
 * @param design what it is on the site
 */
public record SiteTest(Site site, Experiment experiment, SiteDesign design) {
    /** The arm that the site's variant is; should another surface have taken it away, the first test arm. */
    public ExperimentVariant variant() {
        return design.treated(experiment)
                .orElseGet(() -> experiment.design().testVariants().get(0));
    }

    /** Percent of the visitors that see the variant. */
    public int trafficSplit() {
        return (int) Math.round(variant().allocation());
    }

    /** Where the variant can be looked at, by whoever knows the address, without being counted; empty without one. */
    public Optional<String> previewUrl() {
        if (design.treatment() == null) {
            return Optional.empty();
        }
        URI target = URI.create(design.targetUrl());
        String query = target.getRawQuery();
        String mark = "sk_preview=" + variant().id();
        String fragment = target.getRawFragment();
        String plain = design.targetUrl().split("[?#]", 2)[0];
        return Optional.of(
                plain + "?" + (query == null ? mark : query + "&" + mark) + (fragment == null ? "" : "#" + fragment));
    }

    /** What keeps it from being launched; empty if nothing does. */
    public Optional<String> obstacle() {
        int variants = design.variants();
        int goals = design.goals().size();
        return variants >= 2 && goals >= 1
                ? Optional.empty()
                : Optional.of("experiment has " + variants + " variant(s) and " + goals
                        + " goal(s); launch requires ≥2 variants and ≥1 goal.");
    }
}
