package io.splitstream.contracts.site;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Origins of pages, as browsers write them: scheme, host and, unless it is the scheme's own, port (RFC 6454). */
public final class WebOrigin {
    private WebOrigin() {}

    /** The origin of an address with http or https, its host in ASCII; empty if it has none. */
    public static Optional<String> of(String url) {
        try {
            URI address = new URI(url.strip());
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            String host = address.getHost();
            int ownPort = scheme.equals("http") ? 80 : 443;
            if (host == null || !(scheme.equals("http") || scheme.equals("https")) || address.getPort() > 65_535) {
                return Optional.empty();
            }
            String port = address.getPort() < 0 || address.getPort() == ownPort ? "" : ":" + address.getPort();
            return Optional.of(scheme + "://" + host.toLowerCase(Locale.ROOT) + port);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static void require(String origin) {
        if (of(origin).filter(origin::equals).isEmpty()) {
            throw new IllegalArgumentException("origin: " + origin + " (expected: such as https://shop.example:8443)");
        }
    }
}
