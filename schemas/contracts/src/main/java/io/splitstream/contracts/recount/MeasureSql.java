package io.splitstream.contracts.recount;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How each measure of a user is computed from the user's events, and moments from measures, in the order of the moment
 * layout.
 */
final class MeasureSql {
    /** The largest magnitude of a user's total of values, in ten-thousandths: 1e12. */
    private static final String MOST = "10000000000000000";

    private MeasureSql() {}

    /** Columns of the aggregation by user; what comes of sessions is computed after it. */
    static String totals() {
        return MomentLayout.USUAL.measures().stream()
                .filter(measure -> !isOfSessions(measure))
                .map(measure -> total(measure) + " AS " + column(measure))
                .collect(Collectors.joining(",\n                    "));
    }

    /** Per measure the users of one variant whose total is not zero. */
    static String nonZero() {
        return list(MomentLayout.USUAL.measures(), measure -> "countIf(variants = 1 AND " + column(measure) + " != 0)");
    }

    /** First moments. */
    static String sums() {
        return list(MomentLayout.USUAL.measures(), measure -> "sumIf(toInt128(" + column(measure) + "), variants = 1)");
    }

    /** Second moments. */
    static String products() {
        return list(MomentLayout.USUAL.products(), MeasureSql::product);
    }

    private static String product(Product product) {
        return "sumIf(toInt256(" + column(product.left()) + ") * toInt256(" + column(product.right())
                + "), variants = 1)";
    }

    private static String total(Measure measure) {
        String type = measure.eventType();
        return switch (measure.quantity()) {
            case COUNT -> count(type);
            case ANY -> "toInt64(" + count(type) + " > 0)";
            case VALUED -> "toInt64(countIf(counted AND event_type = '" + type + "' AND event_value IS NOT NULL))";
            case SUM -> sum(type);
            case MEAN, SESSIONS, BOUNCES, MATURED, COVARIATE ->
                throw new IllegalArgumentException(measure.text() + " is no total over events");
        };
    }

    private static boolean isOfSessions(Measure measure) {
        return measure.equals(Measure.SESSIONS) || measure.equals(Measure.BOUNCES);
    }

    private static String count(String eventType) {
        return "toInt64(countIf(counted AND event_type = '" + eventType + "'))";
    }

    /**
     * In ten-thousandths, held to what a user's total may be. Not by {@code least} and {@code greatest}: compiled, which
     * the engine does with an expression it meets for the fourth time, those are wrong on 128 bits.
     */
    private static String sum(String eventType) {
        String total = "toInt128(ifNull(sumIf(event_value, counted AND event_type = '" + eventType + "'), 0) * 10000)";
        return "multiIf(" + total + " > " + MOST + ", " + MOST + ", " + total + " < -" + MOST + ", -" + MOST
                + ", toInt64(" + total + "))";
    }

    private static String column(Measure measure) {
        String quantity = "m_" + measure.quantity().name().toLowerCase(Locale.ROOT);
        return measure.eventType().isEmpty() ? quantity : quantity + "_" + measure.eventType();
    }

    private static <T> String list(List<T> all, Function<T, String> form) {
        return all.stream().map(form).collect(Collectors.joining(",\n                "));
    }
}
