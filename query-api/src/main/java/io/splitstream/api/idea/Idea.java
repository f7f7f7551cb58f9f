package io.splitstream.api.idea;

import io.splitstream.api.site.Site;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An idea of a site.
 *
 * @param outputType {@code html} or {@code screenshot}
 * @param screenshot how it would look, a PNG as data URL; null unless asked for, and in lists
 */
public record Idea(
        String id,
        Site site,
        IdeaStatus status,
        Proposal proposal,
        String outputType,
        @Nullable String screenshot,
        Instant createdAt,
        Instant updatedAt) {
    /** As it stands in lists. */
    public Idea withoutScreenshot() {
        return new Idea(id, site, status, proposal, outputType, null, createdAt, updatedAt);
    }

    Idea moved(IdeaStatus next, Instant now) {
        return new Idea(id, site, next, proposal, outputType, screenshot, createdAt, now);
    }
}
