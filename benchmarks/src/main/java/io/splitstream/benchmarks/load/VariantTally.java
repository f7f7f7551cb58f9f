package io.splitstream.benchmarks.load;

import java.math.BigDecimal;

/** Adds up the users of a variant. */
final class VariantTally {
    private final String variantId;
    private long users;
    private long impressions;
    private long clicks;
    private long conversions;
    private long converters;
    private long ratings;
    private BigDecimal ratingSum = BigDecimal.ZERO;
    private long orders;
    private BigDecimal revenue = BigDecimal.ZERO;
    private long sessions;
    private long bounces;

    VariantTally(String variantId) {
        this.variantId = variantId;
    }

    void add(UserTally user) {
        users++;
        impressions += user.impressions();
        clicks += user.clicks();
        conversions += user.conversions();
        converters += user.conversions() > 0 ? 1 : 0;
        ratings += user.ratings();
        ratingSum = ratingSum.add(user.ratingSum());
        orders += user.orders();
        revenue = revenue.add(user.revenue());
        UserTally.Sessions split = user.sessions();
        sessions += split.count();
        bounces += split.bounces();
    }

    ExpectedVariant total() {
        return new ExpectedVariant(
                variantId,
                users,
                impressions,
                clicks,
                conversions,
                converters,
                ratings,
                ratingSum,
                orders,
                revenue,
                sessions,
                bounces);
    }
}
