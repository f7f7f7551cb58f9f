package io.splitstream.statistics;

import org.apache.commons.math3.special.Beta;

/** A binomial count: {@code successes} of {@code users}, each with probability {@code share}. */
record Binomial(long successes, long users, double share) {
    /** Counts within this relative distance of the one seen are as likely as it. */
    private static final double AS_LIKELY = 1e-7;

    /** The first of two arms; without a second one of positive weight, no users. */
    static Binomial of(SampleRatio.Split split) {
        if (split.observed().size() != 2) {
            throw new IllegalArgumentException(
                    "binomial test of " + split.observed().size() + " arms (expected: 2)");
        }
        double first = split.weights().get(0);
        double second = split.weights().get(1);
        if (first <= 0 || second <= 0) {
            return new Binomial(0, 0, 0.5);
        }
        long successes = split.observed().get(0);
        return new Binomial(successes, successes + split.observed().get(1), first / (first + second));
    }

    double twoSidedPValue() {
        double centre = users * share;
        if (users == 0 || successes == centre) {
            return 1;
        }
        double limit = logProbability(successes) + Math.log1p(AS_LIKELY);
        double tails;
        if (successes < centre) {
            long from = firstAtMost(limit, (long) Math.ceil(centre), users + 1);
            tails = atMost(successes) + atLeast(from);
        } else {
            long upTo = lastAtMost(limit, -1, (long) Math.floor(centre));
            tails = atMost(upTo) + atLeast(successes);
        }
        return Math.min(1, tails);
    }

    /** The least count from {@code from} on, where probabilities fall, that is at most as likely as the limit. */
    private long firstAtMost(double limit, long from, long to) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (logProbability(middle) <= limit) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The greatest count up to {@code to}, where probabilities rise, that is at most as likely as the limit. */
    private long lastAtMost(double limit, long from, long to) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (logProbability(middle) <= limit) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private double logProbability(long count) {
        return count * Math.log(share)
                + (users - count) * Math.log1p(-share)
                - Math.log(users + 1.0)
                - Beta.logBeta(count + 1.0, users - count + 1.0);
    }

    /** P(count ≤ so many). */
    double atMost(long count) {
        if (count < 0) {
            return 0;
        }
        return count >= users ? 1 : Beta.regularizedBeta(1 - share, (double) (users - count), count + 1.0);
    }

    /** P(count ≥ so many). */
    double atLeast(long count) {
        if (count > users) {
            return 0;
        }
        return count <= 0 ? 1 : Beta.regularizedBeta(share, (double) count, users - count + 1.0);
    }
}
