package io.splitstream.api.study.note;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something in a session that a note rests on.
 *
 * @param kind such as {@code rage_click}, {@code task} or {@code feedback}
 * @param at when it was; null where that means nothing
 * @param subject what it was about: a target, a page, a task
 */
public record Evidence(
        String kind, @Nullable Instant at, @Nullable String subject, String detail) {}
