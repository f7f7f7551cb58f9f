package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An experiment's own metrics to and from JSON that the document found valid, and metrics by their names. */
final class MetricJson {
    private static final int VALUE_SCALE = 4;

    private MetricJson() {}

    /** The metrics that a body declares. */
    static Outcome<List<CustomMetric>> read(JsonArray array) {
        List<CustomMetric> metrics = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject object = array.getJsonObject(i);
            BigDecimal cap = object.getValue("cap") instanceof Number number ? new BigDecimal(number.toString()) : null;
            if (cap != null && cap.stripTrailingZeros().scale() > VALUE_SCALE) {
                return Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR,
                        "metrics: " + object.getString("name") + ": cap " + cap + " (expected: at most 4 decimals)");
            }
            metrics.add(read(object, cap));
        }
        return Outcome.done(metrics);
    }

    private static CustomMetric read(JsonObject object, @Nullable BigDecimal cap) {
        Aggregation aggregation =
                Aggregation.valueOf(object.getString("aggregation").toUpperCase(Locale.ROOT));
        String eventType = object.getString("event_type");
        String window = object.getString("window");
        return new CustomMetric(
                object.getString("name"),
                eventType,
                aggregation,
                object.getDouble("q"),
                object.getString("denominator", aggregation == Aggregation.MEAN ? eventType : CustomMetric.USERS),
                Metric.Direction.valueOf(object.getString("direction", "up").toUpperCase(Locale.ROOT)),
                cap == null ? null : (Long) cap.movePointRight(VALUE_SCALE).longValueExact(),
                window == null ? null : (Long) millis(window));
    }

    static JsonArray write(MetricPlan plan) {
        return JsonForms.array(plan.custom(), MetricJson::write);
    }

    private static JsonObject write(CustomMetric metric) {
        JsonObject view = new JsonObject()
                .put("name", metric.name())
                .put("event_type", metric.eventType())
                .put("aggregation", metric.aggregation().name().toLowerCase(Locale.ROOT))
                .put("denominator", metric.denominator())
                .put("direction", metric.direction().name().toLowerCase(Locale.ROOT));
        Double q = metric.q();
        Long cap = metric.cap();
        Long window = metric.window();
        if (q != null) {
            view.put("q", q);
        }
        if (cap != null) {
            view.put(
                    "cap", JsonForms.number(BigDecimal.valueOf(cap, VALUE_SCALE).doubleValue()));
        }
        if (window != null) {
            view.put("window", window(window));
        }
        return view;
    }

    /** A window in its largest whole unit, such as {@code 7d}. */
    static String window(long millis) {
        Duration window = Duration.ofMillis(millis);
        if (window.toSecondsPart() > 0) {
            return window.toSeconds() + "s";
        }
        if (window.toMinutesPart() > 0) {
            return window.toMinutes() + "m";
        }
        return window.toHoursPart() > 0 ? window.toHours() + "h" : window.toDays() + "d";
    }

    private static long millis(String window) {
        long amount = Long.parseLong(window.substring(0, window.length() - 1));
        Duration unit =
                switch (window.charAt(window.length() - 1)) {
                    case 's' -> Duration.ofSeconds(1);
                    case 'm' -> Duration.ofMinutes(1);
                    case 'h' -> Duration.ofHours(1);
                    default -> Duration.ofDays(1);
                };
        return unit.multipliedBy(amount).toMillis();
    }

    /** The metric of a name that a field gives. */
    static Outcome<Metric> named(MetricPlan plan, String field, String name) {
        return plan.named(name)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR,
                        field + ": " + name + " is no metric of the experiment (expected: "
                                + plan.metrics().map(Metric::metricName).collect(Collectors.joining(", ")) + ")"));
    }

    /** The metric of a name that a field gives, else the target. */
    static Outcome<Metric> namedOrTarget(Experiment experiment, String field, @Nullable String name) {
        return name == null
                ? Outcome.done(experiment.design().targetMetric())
                : named(experiment.design().metrics(), field, name);
    }
}
