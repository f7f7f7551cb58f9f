/**
 * The job {@code session-insights}: from the interactions of the event log to the absolute, versioned rows of
 * {@code session_insights}.
 *
 * <p>{@link io.splitstream.jobs.insights.SessionInsightsJob} wires it; what is found, and how, is said in {@code core},
 * and how it is kept, in {@code state}.
 */
@NullMarked
package io.splitstream.jobs.insights;

import org.jspecify.annotations.NullMarked;
