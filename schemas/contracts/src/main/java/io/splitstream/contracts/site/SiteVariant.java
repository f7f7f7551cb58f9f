package io.splitstream.contracts.site;

import io.splitstream.contracts.event.EventLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the visitors of one arm see.
 *
 * @param id of the variant, as in the experiment's definition
 * @param weight share of new visitors, 0 to 1
 * @param mutations in the order in which they are made; none for the page as it is
 * @param redirectUrl where its visitors are sent instead: absolute with http or https, or a path of the site
 */
public record SiteVariant(
        String id,
        double weight,
        List<Mutation> mutations,
        @Nullable String redirectUrl) {
    /** The most mutations of a variant. */
    public static final int MOST_MUTATIONS = 100;
    /** The longest address, in UTF-16 units. */
    public static final int MOST_URL = 2_000;

    public SiteVariant {
        Bounds.name("variant's id", id, EventLimits.MOST_ID_LENGTH);
        mutations = List.copyOf(mutations);
        Bounds.size("mutations of " + id, mutations, 0, MOST_MUTATIONS);
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight of " + id + ": " + weight + " (expected: 0 to 1)");
        }
        if (redirectUrl != null && !isTarget(redirectUrl)) {
            throw new IllegalArgumentException("redirect_url: " + redirectUrl
                    + " (expected: an address with http or https, or a path that begins with /; at most " + MOST_URL
                    + " characters)");
        }
    }

    int length() {
        return Bounds.length(id, redirectUrl)
                + mutations.stream().mapToInt(Mutation::length).sum();
    }

    private static boolean isTarget(String url) {
        if (url.length() > MOST_URL) {
            return false;
        }
        try {
            URI target = new URI(url);
            String scheme = target.getScheme();
            return scheme == null
                    ? url.startsWith("/") && target.getRawAuthority() == null
                    : target.getHost() != null && List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
