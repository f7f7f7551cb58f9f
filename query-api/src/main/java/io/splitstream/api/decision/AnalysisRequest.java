package io.splitstream.api.decision;

import io.splitstream.contracts.metric.Metric;

/**
 * What to analyse and how.
 *
 * @param confidenceLevel of the fixed-horizon and credible intervals, in (0, 1)
 * @param minimumSample users that both arms need before anything is said
 */
public record AnalysisRequest(
        Metric metric, boolean frequentist, boolean bayesian, double confidenceLevel, long minimumSample) {}
