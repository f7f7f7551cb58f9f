package io.splitstream.api.site;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a site's home page.
 *
 * @param error why it could not be looked at; null if it was
 * @param at when it was last looked at; null before that
 * @param platform what the site is built with; null before it was looked at
 * @param technologies by their own names
 * @param links pages of the site that it leads to
 */
public record Crawl(
        Status status,
        @Nullable String error,
        @Nullable Instant at,
        @Nullable String platform,
        List<String> technologies,
        List<String> links) {
    /** Nothing is known yet. */
    public static final Crawl PENDING = new Crawl(Status.PENDING, null, null, null, List.of(), List.of());

    public Crawl {
        technologies = List.copyOf(technologies);
        links = List.copyOf(links);
    }

    /** How it stands. */
    public enum Status {
        PENDING,
        OK,
        FAILED;

        /** The word in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Crawl pending() {
        return new Crawl(Status.PENDING, null, at, platform, technologies, links);
    }

    Crawl failed(String why, Instant now) {
        return new Crawl(Status.FAILED, why, now, platform, technologies, links);
    }
}
