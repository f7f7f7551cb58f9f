package io.splitstream.api.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A page that was fetched. Its document is read only.
 *
 * @param url where it was found, after redirects
 */
public record Page(String url, Document document) {
    private static final int MOST_LINKS = 200;
    private static final int LONGEST_LINK = 2_048;
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([A-Za-z0-9_.:-]+)");

    /** Reads a page; without a charset in the content type the page's own word for it counts. */
    public static Page read(String url, byte[] body, Optional<String> contentType) {
        String charset = contentType.flatMap(Page::charset).orElse(null);
        try {
            return new Page(url, Jsoup.parse(new ByteArrayInputStream(body), charset, url));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a page's text. */
    public static Page read(String url, String html) {
        return new Page(url, Jsoup.parse(html, url));
    }

    /** Its title; empty if it has none. */
    public String title() {
        return document.title().strip();
    }

    /** Other pages of the same host that it leads to, in their order, without query and fragment; at most 200, of 2,048 characters each. */
    public List<String> links() {
        String host = host(url);
        Set<String> links = new LinkedHashSet<>();
        for (Element anchor : document.select("a[href]")) {
            String target = plain(anchor.absUrl("href"));
            if (!target.isEmpty()
                    && target.length() <= LONGEST_LINK
                    && host(target).equals(host)) {
                links.add(target);
            }
            if (links.size() == MOST_LINKS) {
                break;
            }
        }
        return List.copyOf(links);
    }

    /** The path of an address; a slash if it has none. */
    public static String path(String url) {
        try {
            String path = URI.create(url).getRawPath();
            return path == null || path.isEmpty() ? "/" : path;
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }

    /** The host of an address in lower case; empty if it has none. */
    public static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String plain(String url) {
        int end = url.length();
        for (char mark : new char[] {'#', '?'}) {
            int at = url.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        String plain = url.substring(0, end);
        return plain.startsWith("http") ? plain : "";
    }

    private static Optional<String> charset(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        return matcher.find() && isSupported(matcher.group(1)) ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean isSupported(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
