package io.splitstream.api.site.experiment;

import io.splitstream.contracts.site.WebOrigin;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where the visitors of a variant may be sent. Pure. */
final class SplitUrl {
    private SplitUrl() {}

    /**
     * What keeps browsers from following a redirect; empty if nothing does.
     *
     * <p>They stay where the target is the page that they are on already: its path and all of its parameters. A fragment
     * loads no other page.
     *
     * @param page that the test runs on
     * @param redirect an address, or a path of the page's origin
     */
    static Optional<String> problem(String page, String redirect) {
        URI from = URI.create(page);
        URI to = from.resolve(redirect);
        boolean same = WebOrigin.of(from.toString()).equals(WebOrigin.of(to.toString()))
                && path(from).equals(path(to))
                && parameters(from).containsAll(parameters(to));
        return same
                ? Optional.of(redirect + " leads to the page itself (expected: another origin, path or query than "
                        + page + ")")
                : Optional.empty();
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null ? "" : path.replaceFirst("/$", "");
    }

    private static List<String> parameters(URI uri) {
        String query = uri.getRawQuery();
        return query == null || query.isEmpty() ? List.of() : Arrays.asList(query.split("&", -1));
    }
}
