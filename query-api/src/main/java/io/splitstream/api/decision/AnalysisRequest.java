package io.splitstream.api.decision;

import io.splitstream.contracts.metric.Metric;
import java.util.Optional;

/**
 * What to analyse and how.
 *
 * @param metric empty for the target metric
 * @param confidenceLevel of the fixed-horizon and credible intervals, in (0, 1)
 * @param minimumSample users that both arms need before anything is said
 */
public record AnalysisRequest(
        Optional<Metric> metric, boolean frequentist, boolean bayesian, double confidenceLevel, long minimumSample) {}
