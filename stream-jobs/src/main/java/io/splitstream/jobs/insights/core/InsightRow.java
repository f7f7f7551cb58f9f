package io.splitstream.jobs.insights.core;

/**
 * All that is known of a session, to replace what was written of it before.
 *
 * @param epoch high half of the row's version
 * @param sequence low half of the row's version, growing within the epoch
 * @param completeUntil log time up to which every interaction is in, milliseconds since the epoch
 */
public record InsightRow(SessionKey key, long epoch, long sequence, long completeUntil, Insights insights)
        implements InsightOutput {}
