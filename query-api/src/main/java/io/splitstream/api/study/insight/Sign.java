package io.splitstream.api.study.insight;

import java.time.Instant;

/**
 * Something that the session's interactions show.
 *
 * @param kind {@code rage_click}, {@code dead_click}, {@code error_click}, {@code back_and_forth} or {@code idle}
 * @param at when it began
 * @param subject the target or page; empty where there is none
 */
public record Sign(String kind, Instant at, String subject) {}
