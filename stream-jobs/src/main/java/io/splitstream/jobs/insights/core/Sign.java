package io.splitstream.jobs.insights.core;

/**
 * Something wrong in a session.
 *
 * @param at milliseconds since the epoch: when it began
 * @param subject the target or page; empty where there is none
 */
public record Sign(SignKind kind, long at, String subject) {}
