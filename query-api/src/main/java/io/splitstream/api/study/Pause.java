package io.splitstream.api.study;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rest of the tester.
 *
 * @param until null while it lasts
 */
public record Pause(Instant from, @Nullable Instant until) {
    /** How much of it lies before a time. */
    Duration before(Instant end) {
        Instant over = until == null || until.isAfter(end) ? end : until;
        return over.isAfter(from) ? Duration.between(from, over) : Duration.ZERO;
    }
}
