package io.splitstream.benchmarks.load;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
        long bounces) {
    /** The first moments of the usual measures, in the order and at the scales of {@link MomentLayout#USUAL}. */
    public List<BigInteger> moments() {
        Map<Measure, BigDecimal> totals = Map.of(
                Measure.IMPRESSIONS, BigDecimal.valueOf(impressions),
                Measure.CLICKS, BigDecimal.valueOf(clicks),
                Measure.CONVERSIONS, BigDecimal.valueOf(conversions),
                Measure.CONVERTERS, BigDecimal.valueOf(converters),
                Measure.RATINGS, BigDecimal.valueOf(ratings),
                Measure.RATING_SUM, ratingSum,
                Measure.ORDERS, BigDecimal.valueOf(orders),
                Measure.REVENUE, revenue,
                Measure.SESSIONS, BigDecimal.valueOf(sessions),
                Measure.BOUNCES, BigDecimal.valueOf(bounces));
        return MomentLayout.USUAL.measures().stream()
                .map(measure -> Objects.requireNonNull(totals.get(measure))
                        .movePointRight(measure.scale())
                        .toBigIntegerExact())
                .toList();
    }
}
