package io.splitstream.api.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key for programs, but for the key itself, which is shown once and not kept.
 *
 * @param revokedAt null while it holds
 */
public record IssuedKey(
        String id,
        String label,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
