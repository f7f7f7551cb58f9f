package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Comparison;
import java.time.Instant;
import java.util.List;

/**
 * An experiment analysed at a time.
 *
 * @param comparisons one per test arm, in the experiment's order
 * @param shownArm index of the one that stands for all
 * @param recommendation by the target metric, whatever metric was analysed
 */
public record Analysis(
        Experiment experiment,
        AnalysisRequest request,
        Metric metric,
        ExperimentStatistics statistics,
        List<Comparison> comparisons,
        int shownArm,
        Validity validity,
        Recommendation recommendation,
        Instant analyzedAt) {
    public Analysis {
        comparisons = List.copyOf(comparisons);
    }
}
