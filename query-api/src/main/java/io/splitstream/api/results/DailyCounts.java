package io.splitstream.api.results;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a variant's users did on a day. Users seen in several variants are in none.
 *
 * @param day of the events' timestamps, in UTC
 * @param users with a counted event on that day
 * @param revenue sum of the conversions' values
 */
public record DailyCounts(
        String variantId,
        LocalDate day,
        long users,
        long impressions,
        long clicks,
        long conversions,
        BigDecimal revenue) {}
