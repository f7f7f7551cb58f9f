package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Comparison;
import java.util.List;

/**
 * Every metric of an experiment, each test arm against control. Immutable.
 *
 * <p>Each metric is compared by itself: p-values are adjusted over the test arms, never over the metrics. Only the
 * primary decides; who reads many secondary metrics finds one at 5 % by chance.
 *
 * @param lines the primary first, then guardrails, then the others in the experiment's order
 */
public record Scorecard(Experiment experiment, ExperimentStatistics statistics, List<Line> lines) {
    public Scorecard {
        lines = List.copyOf(lines);
    }

    /** What a metric is to the experiment. */
    public enum Part {
        PRIMARY,
        GUARDRAIL,
        SECONDARY
    }

    /**
     * One metric.
     *
     * @param comparisons one per test arm, in the experiment's order
     * @param standings of a guardrail, one per test arm; else empty
     */
    public record Line(Metric metric, Part part, List<Comparison> comparisons, List<GuardrailFinding> standings) {
        public Line {
            comparisons = List.copyOf(comparisons);
            standings = List.copyOf(standings);
        }
    }
}
