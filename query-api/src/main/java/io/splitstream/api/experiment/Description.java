package io.splitstream.api.experiment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people say of an experiment; none of it decides anything by itself.
 *
 * @param startDate when it is meant to start; starting is explicit
 * @param endDate when it completes by itself, unless that was past already when it started
 * @param metadata JSON object text
 */
public record Description(
        String name,
        @Nullable String text,
        @Nullable String hypothesis,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        @Nullable String metadata) {}
