package io.splitstream.contracts.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which pages, by a glob over the path of their address.
 *
 * <ul>
 *   <li>Without a wildcard: that path and all below it; {@code /} is the home page alone.
 *   <li>With one, the whole path: {@code *} is one segment that is not empty, {@code **} any number of segments, none
 *       included. Beside other characters of a segment {@code *} is any number of characters, none included.
 *   <li>One slash at the end does not matter, of pattern and of path. Case does.
 * </ul>
 *
 * The runtime in the browser decides alike; {@code golden/url-patterns.jsonl} holds both to it.
 *
 * @param text begins with a slash; as browsers write paths, with everything beyond ASCII percent-encoded
 */
public record UrlPattern(@JsonValue String text) {
    /** The longest pattern, in UTF-16 units. */
    public static final int MOST_LENGTH = 500;

    private static final int MOST_SEGMENTS = 50;
    private static final String ANY_DEPTH = "**";

    /**
     * @throws IllegalArgumentException if the text is no pattern, with a message that says what is wrong
     */
    public UrlPattern {
        if (!text.startsWith("/") || text.length() > MOST_LENGTH || !text.equals(encoded(text))) {
            throw new IllegalArgumentException("url_pattern: " + text
                    + " (expected: a path that begins with /, without query; at most " + MOST_LENGTH + " characters)");
        }
        List<String> segments = segments(text);
        if (segments.size() > MOST_SEGMENTS) {
            throw new IllegalArgumentException(
                    "url_pattern has " + segments.size() + " segments (expected: at most " + MOST_SEGMENTS + ")");
        }
        if (segments.stream().anyMatch(segment -> segment.contains(ANY_DEPTH) && !segment.equals(ANY_DEPTH))) {
            throw new IllegalArgumentException("url_pattern: " + text + " (expected: ** as a whole segment)");
        }
    }

    @JsonCreator
    static UrlPattern decoded(String text) {
        return new UrlPattern(text);
    }

    /**
     * The pattern that somebody wrote: scheme and host, query and fragment are left out, and what browsers
     * percent-encode is percent-encoded.
     *
     * @throws IllegalArgumentException if that leaves no pattern, with a message that says what is wrong
     */
    public static UrlPattern of(String written) {
        String path = written.strip();
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            int slash = path.indexOf('/', path.indexOf("://") + 3);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        return new UrlPattern(encoded(upTo('?', upTo('#', path))));
    }

    /**
     * Whether a page is meant.
     *
     * @param path as {@code location.pathname} has it: begins with a slash, without query and fragment
     */
    public boolean matches(String path) {
        List<String> wanted = segments(text);
        List<String> given = segments(path);
        if (text.indexOf('*') < 0) {
            return wanted.isEmpty()
                    ? given.isEmpty()
                    : given.size() >= wanted.size()
                            && given.subList(0, wanted.size()).equals(wanted);
        }
        // Which numbers of the path's segments the pattern's segments so far can take up.
        boolean[] reached = new boolean[given.size() + 1];
        reached[0] = true;
        for (String segment : wanted) {
            reached = segment.equals(ANY_DEPTH) ? anyDepthFrom(reached) : stepFrom(reached, segment, given);
        }
        return reached[given.size()];
    }

    private static boolean[] anyDepthFrom(boolean[] reached) {
        boolean[] next = new boolean[reached.length];
        boolean any = false;
        for (int taken = 0; taken < reached.length; taken++) {
            any |= reached[taken];
            next[taken] = any;
        }
        return next;
    }

    private static boolean[] stepFrom(boolean[] reached, String segment, List<String> given) {
        boolean[] next = new boolean[reached.length];
        for (int taken = 0; taken < given.size(); taken++) {
            next[taken + 1] = reached[taken] && takes(segment, given.get(taken));
        }
        return next;
    }

    private static boolean takes(String segment, String given) {
        if (segment.equals("*")) {
            return !given.isEmpty();
        }
        String[] parts = segment.split("\\*", -1);
        if (parts.length == 1) {
            return segment.equals(given);
        }
        String last = parts[parts.length - 1];
        int from = parts[0].length();
        if (!given.startsWith(parts[0]) || !given.endsWith(last)) {
            return false;
        }
        for (int part = 1; part < parts.length - 1; part++) {
            int found = given.indexOf(parts[part], from);
            if (found < 0) {
                return false;
            }
            from = found + parts[part].length();
        }
        return given.length() - last.length() >= from;
    }

    /** What lies between the slashes of a path, without one at its end; nothing for the home page. */
    private static List<String> segments(String path) {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return end <= 0 ? List.of() : Arrays.asList(path.substring(1, end).split("/", -1));
    }

    private static String upTo(char end, String text) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    /** A path as browsers write it: the path percent-encode set of the URL standard, in UTF-8. */
    private static String encoded(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
            if (unit <= ' ' || unit == 0x7F || "\"#<>?`{}^".indexOf(unit) >= 0) {
                out.append(String.format("%%%02X", unit));
            } else {
                out.append((char) unit);
            }
        }
        return out.toString();
    }
}
