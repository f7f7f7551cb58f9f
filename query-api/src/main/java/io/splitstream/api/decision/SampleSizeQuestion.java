package io.splitstream.api.decision;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.statistics.MetricKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many users does it take to see an effect?
 *
 * @param kind of the metric
 * @param baseline control's value, not zero; of a share between 0 and 1
 * @param variance of one user's value, positive; of a ratio by the delta method. Null for a share, which determines it
 * @param relativeEffect the smallest effect that matters, relative to the baseline's magnitude, not zero
 * @param alpha chance of a false verdict over all comparisons, in (0, ½)
 * @param power chance to see an effect of that size, in (0, 1)
 * @param arms control included, equally allocated, at least 2
 * @param mode whether one looks once or all along
 * @param tuningUsers users of a pair of arms at which the confidence sequence is narrowest
 */
public record SampleSizeQuestion(
        MetricKind kind,
        double baseline,
        @Nullable Double variance,
        double relativeEffect,
        double alpha,
        double power,
        int arms,
        DecisionPlan.Mode mode,
        long tuningUsers) {

    /** What keeps the question from having an answer; empty if nothing does. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (baseline == 0) {
            problems.add("baseline: 0 (expected: another value, for the effect is relative to it)");
        }
        if (relativeEffect == 0) {
            problems.add("minimum_detectable_effect: 0 (expected: another value)");
        }
        if (kind == MetricKind.SHARE) {
            problemsOfShare(problems);
        } else if (variance == null) {
            problems.add("variance: missing (expected: one user's variance, for a mean or a ratio)");
        }
        return problems;
    }

    private void problemsOfShare(List<String> problems) {
        if (variance != null) {
            problems.add("variance: given (expected: none for a share, it follows from the baseline)");
        }
        if (!isShare(baseline)) {
            problems.add("baseline: " + baseline + " (expected: between 0 and 1 for a share)");
        } else if (!isShare(baseline + difference())) {
            problems.add("minimum_detectable_effect: " + relativeEffect
                    + " (expected: one that leaves the share between 0 and 1)");
        }
    }

    private static boolean isShare(double value) {
        return value > 0 && value < 1;
    }

    /** The effect in the metric's unit. */
    double difference() {
        return relativeEffect * Math.abs(baseline);
    }

    /** One user's variance in control. */
    double controlVariance() {
        return variance == null ? baseline * (1 - baseline) : variance;
    }

    /** One user's variance in a test arm that has the effect. */
    double testVariance() {
        double changed = baseline + difference();
        return variance == null ? changed * (1 - changed) : variance;
    }
}
