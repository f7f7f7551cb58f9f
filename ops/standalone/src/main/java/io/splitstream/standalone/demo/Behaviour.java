package io.splitstream.standalone.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the users of one arm do, as expectations.
 *
 * @param clickShare of impressions that are clicked, 0 to 1
 * @param conversionShare of clicks that convert, 0 to 1
 * @param orderValue mean value of a conversion
 * @param ratingShare of users who leave a rating, 0 to 1
 * @param meanRating mean of the ratings, 1 to 5
 * @param lostShare of users of whom nothing ever arrives, 0 to 1
 */
record Behaviour(
        double clickShare,
        double conversionShare,
        double orderValue,
        double ratingShare,
        double meanRating,
        double lostShare) {
    private static final int MOST_IMPRESSIONS = 4;
    private static final int RATING_STEPS = 4;

    Behaviour {
        checkShare("clickShare", clickShare);
        checkShare("conversionShare", conversionShare);
        checkShare("ratingShare", ratingShare);
        checkShare("lostShare", lostShare);
        if (!(orderValue > 0)) {
            throw new IllegalArgumentException("orderValue: " + orderValue + " (expected: positive)");
        }
        if (!(meanRating >= 1 && meanRating <= 5)) {
            throw new IllegalArgumentException("meanRating: " + meanRating + " (expected: 1 to 5)");
        }
    }

    /** These users, but with other shares of clicks and conversions. */
    Behaviour converting(double clicks, double conversions) {
        return new Behaviour(clicks, conversions, orderValue, ratingShare, meanRating, lostShare);
    }

    /** These users, but rating otherwise on average. */
    Behaviour rating(double mean) {
        return new Behaviour(clickShare, conversionShare, orderValue, ratingShare, mean, lostShare);
    }

    /** These users, but with a share of them lost on the way. */
    Behaviour losing(double share) {
        return new Behaviour(clickShare, conversionShare, orderValue, ratingShare, meanRating, share);
    }

    /** Events that a user is expected to send. */
    double expectedEvents() {
        double impressions = (1 + MOST_IMPRESSIONS) / 2.0;
        return (1 - lostShare) * (impressions * (1 + clickShare * (1 + conversionShare)) + ratingShare);
    }

    /** What one user does, in order; at most 13 actions, none for a user that is lost. */
    List<Action> actions(RandomGenerator random) {
        List<Action> actions = new ArrayList<>();
        if (random.nextDouble() < lostShare) {
            return actions;
        }
        int impressions = 1 + random.nextInt(MOST_IMPRESSIONS);
        for (int i = 0; i < impressions; i++) {
            actions.add(Action.of("impression"));
            if (random.nextDouble() < clickShare) {
                actions.add(Action.of("click"));
                if (random.nextDouble() < conversionShare) {
                    actions.add(new Action("conversion", value(random)));
                }
            }
        }
        if (random.nextDouble() < ratingShare) {
            actions.add(new Action("rating", rating(random)));
        }
        return actions;
    }

    /** A quarter of the mean at least, the rest exponential; in cents. */
    private BigDecimal value(RandomGenerator random) {
        double value = orderValue * (0.25 + 0.75 * random.nextExponential());
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    /** One star and a binomial number of further ones, whose mean is then exactly as declared. */
    private BigDecimal rating(RandomGenerator random) {
        double chance = (meanRating - 1) / RATING_STEPS;
        int stars = 1;
        for (int i = 0; i < RATING_STEPS; i++) {
            if (random.nextDouble() < chance) {
                stars++;
            }
        }
        return BigDecimal.valueOf(stars);
    }

    private static void checkShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + ": " + share + " (expected: 0 to 1)");
        }
    }
}
