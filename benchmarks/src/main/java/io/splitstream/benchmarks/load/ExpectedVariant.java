package io.splitstream.benchmarks.load;

import java.math.BigDecimal;

/**
 * What a variant's users must add up to. Users that were seen in two variants are in none.
 *
 * @param converters users with a conversion
 * @param ratingSum sum of the ratings' values, exact
 * @param orders conversions that carry a value
 * @param revenue sum of the conversions' values, exact
 * @param sessions runs of a user's events without a gap over 30 minutes
 * @param bounces sessions whose only event is one impression
 */
public record ExpectedVariant(
        String variantId,
        long users,
        long impressions,
        long clicks,
        long conversions,
        long converters,
        long ratings,
        BigDecimal ratingSum,
        long orders,
        BigDecimal revenue,
        long sessions,
        long bounces) {}
