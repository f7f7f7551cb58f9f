package io.splitstream.api.surface.sommos;

import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.evidence.MetricStatistics;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MetricPlan;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/** Counts and rates of a variant's users, for people to look at: zero where there is nothing to divide by. */
final class Rates {
    private Rates() {}

    static JsonObject put(JsonObject view, Cell total) {
        return view.put("users", total.users())
                .put("impressions", total.sum(Measure.IMPRESSIONS))
                .put("clicks", total.sum(Measure.CLICKS))
                .put("conversions", total.sum(Measure.CONVERSIONS))
                .put("click_rate", of(total, Measure.CLICKS, Measure.IMPRESSIONS))
                .put("conversion_rate", of(total, Measure.CONVERSIONS, Measure.IMPRESSIONS))
                .put("avg_rating", of(total, Measure.RATING_SUM, Measure.RATINGS))
                .put("total_revenue", plain(total.total(Measure.REVENUE)));
    }

    static double of(Cell total, Measure numerator, Measure denominator) {
        BigDecimal below = total.total(denominator);
        return below.signum() == 0
                ? 0
                : total.total(numerator).divide(below, MathContext.DECIMAL64).doubleValue();
    }

    /** The values of an experiment's own metrics; null where there is none. */
    static JsonObject custom(MetricPlan plan, Cell total) {
        JsonObject values = new JsonObject();
        for (CustomMetric metric : plan.custom()) {
            OptionalDouble value = MetricStatistics.value(metric.metric(), total);
            values.put(metric.name(), value.isPresent() ? (Double) value.getAsDouble() : null);
        }
        return values;
    }

    /** Without trailing zeros, and never in scientific form. */
    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
