package io.splitstream.statistics;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * How many users it takes to see an effect, and how surely a number of users sees it. Fixed-horizon figures hold
 * for one look; {@link #requiredUsersSequentially} for the confidence sequence.
 */
public final class Power {
    private static final long MOST_USERS = 1L << 53;
    private static final int HALVINGS = 200;
    private static final double MOST_RELATIVE_EFFECT = 1e6;

    private Power() {}

    /**
     * A metric before the experiment.
     *
     * @param mean of the control, not zero
     * @param variance of one user's value, positive
     */
    public record Baseline(double mean, double variance) {
        public Baseline {
            if (mean == 0 || !Double.isFinite(mean) || !(variance > 0 && Double.isFinite(variance))) {
                throw new IllegalArgumentException(
                        "baseline: mean " + mean + ", variance " + variance + " (expected: not zero, positive)");
            }
        }

        /** Of a share in (0, 1). */
        public static Baseline ofShare(double share) {
            return new Baseline(share, share * (1 - share));
        }

        /** Standard error of a relative difference that is {@code effect}, by the delta method, variances alike. */
        double relativeError(double effect, double usersPerArm) {
            Contrast.Estimate control = new Contrast.Estimate(mean, variance, usersPerArm);
            Contrast.Estimate test = new Contrast.Estimate(mean * (1 + effect), variance, usersPerArm);
            return Math.sqrt(Contrast.variance(control, test, true));
        }
    }

    /**
     * Users per arm to see a difference of means: (z₁₋α/₂ + z_power)²·(vC + vT)/d².
     *
     * @param difference absolute, not zero
     * @param alpha two-sided; divide it by the number of test arms first
     */
    public static double usersPerArm(
            double varianceControl, double varianceTest, double difference, double alpha, double power) {
        double z = Normal.upperQuantile(0.5 * alpha) + Normal.upperQuantile(1 - power);
        return z * z * (varianceControl + varianceTest) / (difference * difference);
    }

    /** Users per arm to see a difference of shares by the pooled z test (R's {@code power.prop.test}). */
    public static double usersPerArmPooled(double shareControl, double shareTest, double alpha, double power) {
        double difference = shareTest - shareControl;
        double root = Normal.upperQuantile(0.5 * alpha) * Math.sqrt(2 * variance(0.5 * (shareControl + shareTest)))
                + Normal.upperQuantile(1 - power) * Math.sqrt(variance(shareControl) + variance(shareTest));
        return root * root / (difference * difference);
    }

    /** The rule of sixteen: 16·variance/d² users per arm, for α = 0.05 and power 0.8 (van Belle 2008). */
    public static double usersPerArmRoughly(double variance, double difference) {
        return 16 * variance / (difference * difference);
    }

    /**
     * The least number of users of a pair at which the confidence sequence sees a difference with a power of Φ(z):
     * d/se(n) ≥ z_CS(n) + z, se(n)² = v·(1/(f·n) + 1/((1 − f)·n)).
     *
     * @param variance the control's, of one user
     * @param difference absolute, not zero
     * @param controlShare f, the control's part of the pair's users, in (0, 1)
     * @param sequence the experiment's
     * @param testArms α is divided among so many
     * @return empty if it takes more than 2⁵³
     */
    public static OptionalLong requiredUsersSequentially(
            double variance,
            double difference,
            double controlShare,
            ConfidenceSequence sequence,
            int testArms,
            double power) {
        double perUser = Math.sqrt(variance * (1 / controlShare + 1 / (1 - controlShare)));
        double wanted = Normal.upperQuantile(1 - power);
        double level = sequence.alpha() / testArms;
        return leastUsers(users ->
                Math.abs(difference) * Math.sqrt(users) / perUser - sequence.criticalValue(users, level) - wanted);
    }

    /** Power of the pooled z test of shares with so many users in each arm, in the effect's direction. */
    public static double ofProportions(double shareControl, double shareTest, double usersPerArm, double alpha) {
        double distance = Math.abs(shareTest - shareControl) * Math.sqrt(usersPerArm)
                - Normal.upperQuantile(0.5 * alpha) * Math.sqrt(2 * variance(0.5 * (shareControl + shareTest)));
        return Normal.lowerTail(distance / Math.sqrt(variance(shareControl) + variance(shareTest)));
    }

    /** Power of the z test of an effect of d standard deviations. */
    public static double ofZTest(double d, double users1, double users2, double alpha, Alternative alternative) {
        return ofZ(d * Math.sqrt(users1 / (users1 + users2) * users2), alpha, alternative);
    }

    /** Power of the pooled t test of an effect of d standard deviations, by the noncentral t distribution. */
    public static double ofTTest(double d, double users1, double users2, double alpha, Alternative alternative) {
        double freedom = users1 + users2 - 2;
        double noncentrality = d * Math.sqrt(users1 / (users1 + users2) * users2);
        double limit = StudentT.upperQuantile(alternative == Alternative.TWO_SIDED ? 0.5 * alpha : alpha, freedom);
        double greater = NoncentralT.upperTail(limit, freedom, noncentrality);
        double less = NoncentralT.upperTail(limit, freedom, -noncentrality);
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, greater + less);
            case GREATER -> greater;
            case LESS -> less;
        };
    }

    /** Power, two-sided, to see a relative effect with so many users in each arm. */
    public static double ofRelativeEffect(Baseline baseline, double effect, double usersPerArm, double alpha) {
        return ofZ(effect / baseline.relativeError(effect, usersPerArm), alpha, Alternative.TWO_SIDED);
    }

    /**
     * GrowthBook's approximation of the sequence's power: the fixed test's with the standard error inflated by the
     * ratio of the two critical values. It is not the sequence's true power.
     *
     * @param sequence at level α, tuned
     */
    public static double ofRelativeEffectSequentially(
            Baseline baseline, double effect, double usersPerArm, ConfidenceSequence sequence) {
        double inflation = sequence.criticalValue(2 * usersPerArm) / Normal.upperQuantile(0.5 * sequence.alpha());
        return ofZ(
                effect / (baseline.relativeError(effect, usersPerArm) * inflation),
                sequence.alpha(),
                Alternative.TWO_SIDED);
    }

    /** The least positive relative effect seen with that power. */
    public static Answer<Double> minimumRelativeEffect(
            Baseline baseline, double usersPerArm, double alpha, double power) {
        return leastEffect(effect -> ofRelativeEffect(baseline, effect, usersPerArm, alpha), power);
    }

    /** The least positive relative effect seen with that power by {@link #ofRelativeEffectSequentially}. */
    public static Answer<Double> minimumRelativeEffectSequentially(
            Baseline baseline, double usersPerArm, ConfidenceSequence sequence, double power) {
        return leastEffect(effect -> ofRelativeEffectSequentially(baseline, effect, usersPerArm, sequence), power);
    }

    /** The first week at whose end a relative effect is seen with that power; empty if after {@code mostWeeks}. */
    public static OptionalInt weeks(
            Baseline baseline, double effect, double usersPerArmAndWeek, double alpha, double power, int mostWeeks) {
        return IntStream.rangeClosed(1, mostWeeks)
                .filter(week -> ofRelativeEffect(baseline, effect, usersPerArmAndWeek * week, alpha) >= power)
                .findFirst();
    }

    private static double ofZ(double statistic, double alpha, Alternative alternative) {
        double limit = Normal.upperQuantile(alternative == Alternative.TWO_SIDED ? 0.5 * alpha : alpha);
        double greater = Normal.upperTail(limit - statistic);
        double less = Normal.upperTail(limit + statistic);
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, greater + less);
            case GREATER -> greater;
            case LESS -> less;
        };
    }

    private static double variance(double share) {
        return share * (1 - share);
    }

    /** Power grows with the effect until the effect itself dominates the error; the least root is bracketed first. */
    private static Answer<Double> leastEffect(DoubleUnaryOperator powerOf, double power) {
        double low = 0;
        double high = 1e-9;
        while (powerOf.applyAsDouble(high) < power) {
            if (high > MOST_RELATIVE_EFFECT) {
                return Answer.withheld(Reason.INSUFFICIENT_DATA);
            }
            low = high;
            high *= 1.1;
        }
        for (int i = 0; i < HALVINGS && high - low > 1e-15 * high; i++) {
            double middle = 0.5 * (low + high);
            if (powerOf.applyAsDouble(middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Answer.of(high);
    }

    /** The least n at which a function that rises through zero once is not negative. */
    private static OptionalLong leastUsers(DoubleUnaryOperator surplus) {
        long low = 0;
        long high = 1;
        while (surplus.applyAsDouble((double) high) < 0) {
            if (high >= MOST_USERS) {
                return OptionalLong.empty();
            }
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (surplus.applyAsDouble((double) middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalLong.of(high);
    }
}
