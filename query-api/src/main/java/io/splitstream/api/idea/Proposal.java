package io.splitstream.api.idea;

import io.splitstream.api.site.experiment.PageChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be worth a test.
 *
 * @param category such as {@code cta}, {@code headline}, {@code layout}
 * @param priority high, medium or low; so is the impact
 * @param sourceUrl the page that shows why
 * @param before what the page says now; null where words are not the point
 */
public record Proposal(
        String title,
        String hypothesis,
        String category,
        String priority,
        String impact,
        String sourceUrl,
        List<PageChange> changes,
        @Nullable String before,
        @Nullable String after) {
    public Proposal {
        changes = List.copyOf(changes);
    }
}
