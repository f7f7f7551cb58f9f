package io.splitstream.api.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where requests may go. Immutable.
 *
 * @param allowLoopback whether loopback addresses are open, and open to plain http: for one machine of one's own
 * @param allowedHosts host names, in lower case, whose addresses are not looked at
 */
public record OutboundPolicy(boolean allowLoopback, Set<String> allowedHosts) {
    private static final int LONGEST_URL = 2_048;
    private static final int LAST_PORT = 65_535;

    /** Digits, dots and x, that is, something meant as a number: 127.1, 0177.0.0.1, 2130706433, 0x7f000001. */
    private static final Pattern NUMERIC = Pattern.compile("[0-9][0-9a-fA-FxX.]*|0[xX][0-9a-fA-F.xX]+");

    private static final Pattern PLAIN_IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    public OutboundPolicy {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** What is wrong with a URL before its host is resolved; empty if nothing is. */
    public Optional<String> problem(String url, boolean needsTls) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return Optional.of("no URL (expected: such as https://example.com/hook)");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (url.length() > LONGEST_URL || host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.of("no http or https URL with a host of at most " + LONGEST_URL + " characters");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("a URL with a user in it (expected: none)");
        }
        if (uri.getPort() > LAST_PORT) {
            return Optional.of("port " + uri.getPort() + " (expected: at most " + LAST_PORT + ")");
        }
        if (isOddNumber(host)) {
            return Optional.of("host " + host + " is a number in disguise (expected: a name or a plain address)");
        }
        if (scheme.equals("http") && needsTls && !isAllowed(host) && !(allowLoopback && isLoopbackName(host))) {
            return Optional.of("http (expected: https)");
        }
        return Optional.empty();
    }

    /** Whether a connection to what a host resolved to may be made. */
    boolean permits(String host, InetAddress[] addresses) {
        if (isAllowed(host)) {
            return true;
        }
        for (InetAddress address : addresses) {
            boolean open = AddressRules.isPublic(address) || (allowLoopback && AddressRules.isLoopback(address));
            if (!open) {
                return false;
            }
        }
        return addresses.length > 0;
    }

    private boolean isAllowed(String host) {
        return allowedHosts.contains(host.toLowerCase(Locale.ROOT));
    }

    private static boolean isOddNumber(String host) {
        return NUMERIC.matcher(host).matches()
                && !PLAIN_IPV4.matcher(host).matches()
                && !host.matches(".*[g-wyzG-WYZ].*");
    }

    private static boolean isLoopbackName(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
