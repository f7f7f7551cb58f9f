package io.splitstream.contracts.identity;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A caller whose token was verified.
 *
 * @param subject who: claim {@code sub}
 * @param workspaceId whose data the caller works on
 * @param surfaceName claim {@code surface}, else what is configured for its issuer; null where there is neither
 * @param expiresAt until when the token holds
 */
public record Principal(
        String subject,
        Role role,
        String workspaceId,
        @Nullable String surfaceName,
        Instant expiresAt) {

    /** The dialect that the token asks for at the root, if any. */
    public Optional<String> surface() {
        return Optional.ofNullable(surfaceName);
    }
}
