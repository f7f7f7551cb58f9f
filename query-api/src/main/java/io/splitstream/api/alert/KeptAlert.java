package io.splitstream.api.alert;

import io.splitstream.contracts.alert.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is kept.
 *
 * @param storedAt when it came here
 * @param pausedAt when the experiment was paused because of it; null if it was not
 */
public record KeptAlert(
        Alert alert, Instant storedAt, @Nullable Instant pausedAt) {}
