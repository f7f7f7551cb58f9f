package io.splitstream.contracts.site;

import io.splitstream.contracts.event.EventLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a site as of a revision.
 *
 * @param publicKey 32 lower-case hexadecimal digits; names its script, and is the key under which its pages send events
 * @param revision grows with every change of what is published; a consumer ignores what is lower than what it holds
 * @param origins pages of these may send events: 1 to 20, each as browsers write it ({@link WebOrigin})
 * @param experiments in the order in which they apply; at most {@link #MOST_EXPERIMENTS}, their
 *     {@linkplain SiteExperiment#length lengths} together at most {@link #MOST_LENGTH}
 */
public record Site(
        String publicKey,
        String siteId,
        String workspaceId,
        long revision,
        List<String> origins,
        SiteSettings settings,
        List<SiteExperiment> experiments) {
    /** The most experiments of a site, running and previewed. */
    public static final int MOST_EXPERIMENTS = 100;

    /** How long all experiments may be: in UTF-8 well below what a record of the log may have. */
    public static final int MOST_LENGTH = 200_000;

    private static final int MOST_ORIGINS = 20;

    public Site {
        if (!isPublicKey(publicKey)) {
            throw new IllegalArgumentException("public_key (expected: 32 lower-case hexadecimal digits)");
        }
        Bounds.name("site's id", siteId, EventLimits.MOST_ID_LENGTH);
        Bounds.name("workspace's id", workspaceId, EventLimits.MOST_ID_LENGTH);
        origins = List.copyOf(origins);
        settings = orDefault(settings);
        experiments = List.copyOf(experiments);
        Bounds.size("origins", origins, 1, MOST_ORIGINS);
        origins.forEach(WebOrigin::require);
        Bounds.size("experiments", experiments, 0, MOST_EXPERIMENTS);
        Bounds.distinct(
                "experiments", experiments.stream().map(SiteExperiment::id).toList());
        int length = experiments.stream().mapToInt(SiteExperiment::length).sum();
        if (length > MOST_LENGTH) {
            throw new IllegalArgumentException(
                    "all experiments are " + length + " long (expected: at most " + MOST_LENGTH + ")");
        }
    }

    /** Whether a text has the form of a public key. */
    public static boolean isPublicKey(String text) {
        return text.length() == 32
                && text.chars().allMatch(digit -> (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'));
    }

    private static SiteSettings orDefault(@Nullable SiteSettings settings) {
        return settings == null ? SiteSettings.DEFAULT : settings;
    }
}
