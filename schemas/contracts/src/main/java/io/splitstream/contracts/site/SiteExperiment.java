package io.splitstream.contracts.site;

import io.splitstream.contracts.event.EventLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment of a site.
 *
 * <p>A visitor without an assignment gets the variant that the query API would assign:
 * {@link io.splitstream.contracts.assignment.AssignmentHash#V2} of the visitor under the experiment's id, in
 * {@link io.splitstream.contracts.assignment.BucketRange}s of the weights in the order of the variants.
 *
 * @param id of the experiment
 * @param running whether visitors take part; one that does not run is held for previews alone
 * @param urlPattern pages that it runs on; null for every page of the site
 * @param variants 2 to 20, in the experiment's order, weights together 1 ± 0.01
 * @param goals in the experiment's order, the first the primary one; a running experiment has at least one
 */
public record SiteExperiment(
        String id, boolean running, @Nullable UrlPattern urlPattern, List<SiteVariant> variants, List<Goal> goals) {
    /** The most goals of an experiment. */
    public static final int MOST_GOALS = 20;

    private static final int LEAST_VARIANTS = 2;
    private static final int MOST_VARIANTS = 20;
    private static final double TOLERANCE = 0.01;

    public SiteExperiment {
        Bounds.name("experiment's id", id, EventLimits.MOST_ID_LENGTH);
        variants = List.copyOf(variants);
        goals = List.copyOf(goals);
        Bounds.size("variants of " + id, variants, LEAST_VARIANTS, MOST_VARIANTS);
        Bounds.distinct(
                "variants of " + id, variants.stream().map(SiteVariant::id).toList());
        Bounds.size("goals of " + id, goals, running ? 1 : 0, MOST_GOALS);
        Bounds.distinct("goals of " + id, goals.stream().map(Goal::id).toList());
        double total = variants.stream().mapToDouble(SiteVariant::weight).sum();
        if (Math.abs(total - 1) > TOLERANCE) {
            throw new IllegalArgumentException("weights of " + id + " sum to " + total + " (expected: 1)");
        }
    }

    /** What it counts for in {@link Site#MOST_LENGTH}: its texts' UTF-16 units, and 150 for each part of it. */
    public int length() {
        return Bounds.length(id, urlPattern == null ? null : urlPattern.text())
                + variants.stream().mapToInt(SiteVariant::length).sum()
                + goals.stream().mapToInt(Goal::length).sum();
    }
}
