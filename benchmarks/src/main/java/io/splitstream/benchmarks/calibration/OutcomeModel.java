package io.splitstream.benchmarks.calibration;

import io.splitstream.statistics.MetricKind;
import java.util.SplittableRandom;

/** What a user does, as a numerator and a denominator. Immutable; the randomness is the caller's. */
interface OutcomeModel {
    MetricKind kind();

    /** The true value of the metric where the rate of success is multiplied. */
    double mean(double multiplier);

    /** Draws one user's numerator and denominator into {@code user}. */
    void draw(SplittableRandom random, double multiplier, Outcome user);

    /** Decimals of the numerator. */
    default int scale() {
        return 0;
    }

    /** One user's outcome; overwritten by the next, so that a thousand million users cost no garbage. */
    final class Outcome {
        long numerator;
        long denominator;
    }

    /** A share: every user succeeds or not. */
    record Share(double rate) implements OutcomeModel {
        @Override
        public MetricKind kind() {
            return MetricKind.SHARE;
        }

        @Override
        public double mean(double multiplier) {
            return rate * multiplier;
        }

        @Override
        public void draw(SplittableRandom random, double multiplier, Outcome user) {
            user.numerator = random.nextDouble() < rate * multiplier ? 1 : 0;
            user.denominator = 0;
        }
    }

    /**
     * Conversions over impressions, clustered by user: one impression or more, 5 in the mean, geometrically; a fifth
     * of the users converts at four times the base rate at each of them.
     */
    record ClusteredRatio(double rate) implements OutcomeModel {
        private static final double ANOTHER = 0.8;
        private static final double KEEN_SHARE = 0.2;
        private static final double KEENNESS = 4;

        @Override
        public MetricKind kind() {
            return MetricKind.RATIO;
        }

        @Override
        public double mean(double multiplier) {
            return rate * multiplier * (1 + KEEN_SHARE * (KEENNESS - 1));
        }

        @Override
        public void draw(SplittableRandom random, double multiplier, Outcome user) {
            double own = rate * multiplier * (random.nextDouble() < KEEN_SHARE ? KEENNESS : 1);
            long impressions = 0;
            long conversions = 0;
            do {
                impressions++;
                conversions += random.nextDouble() < own ? 1 : 0;
            } while (random.nextDouble() < ANOTHER);
            user.numerator = conversions;
            user.denominator = impressions;
        }
    }

    /** Revenue per user, in cents: most spend nothing, the others by a log-normal distribution of median 20. */
    record Revenue(double payers) implements OutcomeModel {
        private static final double LOG_MEDIAN = Math.log(20);
        private static final double LOG_DEVIATION = 1;

        @Override
        public MetricKind kind() {
            return MetricKind.MEAN;
        }

        @Override
        public int scale() {
            return 2;
        }

        @Override
        public double mean(double multiplier) {
            return payers * multiplier * Math.exp(LOG_MEDIAN + 0.5 * LOG_DEVIATION * LOG_DEVIATION);
        }

        @Override
        public void draw(SplittableRandom random, double multiplier, Outcome user) {
            user.numerator = random.nextDouble() < payers * multiplier
                    ? Math.round(100 * Math.exp(LOG_MEDIAN + LOG_DEVIATION * random.nextGaussian()))
                    : 0;
            user.denominator = 0;
        }
    }

    /** The average rating, 1 to 5, where few rate; a rater rates once or twice, in a mood of their own. */
    record Ratings(double raters) implements OutcomeModel {
        private static final double TWICE = 0.3;

        @Override
        public MetricKind kind() {
            return MetricKind.RATIO;
        }

        /** 3 in the mean, whatever the multiplier. */
        @Override
        public double mean(double multiplier) {
            return 3;
        }

        @Override
        public void draw(SplittableRandom random, double multiplier, Outcome user) {
            user.numerator = 0;
            user.denominator = 0;
            if (random.nextDouble() < raters) {
                int mood = random.nextInt(-1, 2);
                user.denominator = random.nextDouble() < TWICE ? 2 : 1;
                for (int i = 0; i < user.denominator; i++) {
                    user.numerator += 3 + mood + random.nextInt(-1, 2);
                }
            }
        }
    }
}
