package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Comparison;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that is concluded of an experiment at one completeness time.
 *
 * @param completeUntil log time up to which the figures hold every event
 */
public record DecisionRecord(Experiment experiment, Figures figures, Instant completeUntil, Instant decidedAt) {

    /**
     * What is concluded, without when: two looks at one state of affairs give equal figures.
     *
     * @param version of the definition that the figures are a projection of
     * @param reasons sentences
     * @param users seen at all
     */
    public record Figures(
            int version,
            Verdict verdict,
            Confidence confidence,
            List<String> reasons,
            long users,
            long crossovers,
            double sampleRatioPValue,
            double sampleRatioChiSquarePValue,
            List<Share> shares,
            List<Line> scorecard,
            List<GuardrailFinding> guardrails) {
        public Figures {
            reasons = List.copyOf(reasons);
            shares = List.copyOf(shares);
            scorecard = List.copyOf(scorecard);
            guardrails = List.copyOf(guardrails);
        }
    }

    /**
     * How many users came to a variant first, and how many the weights make expect.
     *
     * @param exposed crossovers included
     */
    public record Share(String variantId, long exposed, double expected) {}

    /** What a metric is to an experiment. */
    public enum Role {
        PRIMARY,
        GUARDRAIL,
        SECONDARY;

        /** The word on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A test arm compared with control on one metric.
     *
     * @param verdict on the arm, of the primary metric; else null
     */
    public record Line(
            Metric metric,
            Role role,
            String variantId,
            @Nullable Verdict verdict,
            Comparison comparison) {}
}
