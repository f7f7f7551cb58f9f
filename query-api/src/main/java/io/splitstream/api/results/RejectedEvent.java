package io.splitstream.api.results;

import java.time.Instant;

/**
 * An event that the collector refused.
 *
 * @param code the error code of the refusal
 * @param message what was wrong with it
 * @param excerpt the begin of the event as sent, without what looks like a secret
 */
public record RejectedEvent(Instant rejectedAt, String code, String message, String excerpt) {}
