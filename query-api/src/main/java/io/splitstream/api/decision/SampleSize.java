package io.splitstream.api.decision;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.statistics.MetricKind;
import io.splitstream.statistics.Power;
import io.splitstream.statistics.SequentialDesign;

/**
 * The users that an experiment needs.
 *
 * @param alphaPerComparison alpha divided among the test arms
 */
public record SampleSize(long usersPerArm, long totalUsers, double alphaPerComparison) {
    private static final double MOST_USERS = 1L << 53;
    private static final double FEWEST_USERS = 2;

    /** What the confidence sequence waits for in every arm before it speaks. */
    private static final double BURN_IN_USERS = 100;

    /** What it waits for besides in a share: so many of either outcome. */
    private static final double BURN_IN_OUTCOMES = 50;

    /**
     * The answer to a question.
     *
     * <p>Fixed: (z₁₋α/₂ + z_power)²·(vC + vT)/d² per arm. Sequential: the least n of a pair of arms with
     * d/se(n) ≥ z_CS(n) + z_power, but never fewer than the sequence's burn-in takes. With several test arms α is
     * divided among them, which Holm's procedure never does worse than.
     */
    public static Outcome<SampleSize> of(SampleSizeQuestion question) {
        var problems = question.problems();
        if (!problems.isEmpty()) {
            return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.join("; ", problems));
        }
        int testArms = question.arms() - 1;
        double alpha = question.alpha() / testArms;
        double perArm = question.mode() == DecisionPlan.Mode.FIXED
                ? Power.usersPerArm(
                        question.controlVariance(),
                        question.testVariance(),
                        question.difference(),
                        alpha,
                        question.power())
                : sequentially(question, testArms);
        if (!(perArm * question.arms() < MOST_USERS)) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR,
                    "minimum_detectable_effect: " + question.relativeEffect()
                            + " (expected: one that can be seen with fewer than 2^53 users)");
        }
        long users = (long) Math.ceil(Math.max(FEWEST_USERS, perArm));
        return Outcome.done(new SampleSize(users, users * question.arms(), alpha));
    }

    private static double sequentially(SampleSizeQuestion question, int testArms) {
        SequentialDesign design = new SequentialDesign(question.alpha(), question.tuningUsers(), 0);
        // With equal arms the pair's error depends on the two variances' mean alone.
        double variance = 0.5 * (question.controlVariance() + question.testVariance());
        var pair = Power.requiredUsersSequentially(
                variance, question.difference(), 0.5, design.sequence(), testArms, question.power());
        return pair.isEmpty() ? Double.POSITIVE_INFINITY : Math.max(pair.getAsLong() / 2.0, burnIn(question));
    }

    private static double burnIn(SampleSizeQuestion question) {
        if (question.kind() != MetricKind.SHARE) {
            return BURN_IN_USERS;
        }
        double changed = question.baseline() + question.difference();
        double rarest =
                Math.min(Math.min(question.baseline(), 1 - question.baseline()), Math.min(changed, 1 - changed));
        return Math.max(BURN_IN_USERS, BURN_IN_OUTCOMES / rarest);
    }
}
