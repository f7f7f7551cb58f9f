package io.splitstream.api.access;

import io.splitstream.contracts.identity.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that was issued here, but for the token itself, which is shown once and not kept.
 *
 * @param revokedAt null while it holds
 */
public record IssuedToken(
        String id,
        String workspaceId,
        String subject,
        Role role,
        String label,
        String issuedBy,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {}
