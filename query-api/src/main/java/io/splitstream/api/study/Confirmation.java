package io.splitstream.api.study;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's word that a session is worth its pay.
 *
 * @param rating 1 to 5
 * @param comment for those who run studies, never for the tester
 */
public record Confirmation(int rating, @Nullable String comment, Instant at, String by) {}
