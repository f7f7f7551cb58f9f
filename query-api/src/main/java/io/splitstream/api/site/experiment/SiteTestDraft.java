package io.splitstream.api.site.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment of a site as somebody wants it.
 *
 * @param targetUrl null for the site's home page
 * @param urlPattern null for all pages
 * @param trafficSplit percent on the variant, 1 to 99
 * @param variantName null for the usual one
 * @param treatment null to say later
 * @param ideaId where it came from; null for nowhere
 */
public record SiteTestDraft(
        String name,
        @Nullable String targetUrl,
        @Nullable String urlPattern,
        @Nullable String hypothesis,
        int trafficSplit,
        @Nullable String variantName,
        @Nullable Treatment treatment,
        @Nullable String ideaId,
        List<GoalDraft> goals) {
    /** What the variant gets unless something else is said. */
    public static final int USUAL_SPLIT = 50;

    public SiteTestDraft {
        goals = List.copyOf(goals);
    }
}
