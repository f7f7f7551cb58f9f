package io.splitstream.api.experiment;

import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** What an experiment's own metrics may be. Pure. */
public final class MetricRules {
    private static final long SHORTEST_WINDOW = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST_WINDOW = Duration.ofDays(90).toMillis();
    private static final long MOST_CAP = 1_000_000_000_000L * 10_000L;
    private static final long ONE = 10_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern EVENT_TYPE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final Set<String> RESERVED = Set.of(CustomMetric.USERS, CustomMetric.SESSIONS);

    private MetricRules() {}

    /** What keeps metrics from being part of a {@link MetricPlan}; empty if nothing does. */
    public static List<String> problems(List<CustomMetric> metrics) {
        List<String> problems = new ArrayList<>();
        if (metrics.size() > CustomMetric.MOST) {
            problems.add("metrics: " + metrics.size() + " (expected: at most " + CustomMetric.MOST + ")");
        }
        long quantiles = metrics.stream()
                .filter(metric -> metric.aggregation() == Aggregation.QUANTILE)
                .count();
        if (quantiles > CustomMetric.MOST_QUANTILES) {
            problems.add(
                    "metrics: " + quantiles + " quantiles (expected: at most " + CustomMetric.MOST_QUANTILES + ")");
        }
        Set<String> names = new HashSet<>();
        for (CustomMetric metric : metrics) {
            if (!names.add(metric.name())) {
                problems.add("metrics: the name " + metric.name() + " twice (expected: names that differ)");
            }
            problemsOf(metric, problems);
        }
        return problems;
    }

    /** What a change would ask for that was not kept, or that was fixed when the experiment started. */
    static List<String> problemsOnceStarted(MetricPlan old, MetricPlan next) {
        List<String> problems = new ArrayList<>();
        if (!Objects.equals(old.covariate(), next.covariate())) {
            problems.add("covariate: frozen since the start");
        }
        if (!old.keepsEvents() && hasWindows(next)) {
            problems.add("metrics: a window (expected: none, for the experiment started without one and kept no single"
                    + " events)");
        }
        return problems;
    }

    static boolean hasWindows(MetricPlan plan) {
        return plan.custom().stream().anyMatch(metric -> metric.window() != null);
    }

    private static void problemsOf(CustomMetric metric, List<String> problems) {
        String field = "metrics: " + metric.name() + ": ";
        if (!NAME.matcher(metric.name()).matches()) {
            problems.add(field + "a name (expected: a letter, then up to 63 letters, digits and underscores)");
        }
        if (Metric.named(metric.name().toLowerCase(Locale.ROOT)).isPresent()) {
            problems.add(field + "a built-in metric's name (expected: another)");
        }
        if (!EVENT_TYPE.matcher(metric.eventType()).matches() || RESERVED.contains(metric.eventType())) {
            problems.add(field + "event_type " + metric.eventType()
                    + " (expected: 1 to 64 letters, digits, _ . : -, and neither users nor sessions)");
        }
        if (!EVENT_TYPE.matcher(metric.denominator()).matches()) {
            problems.add(field + "denominator (expected: users, sessions or an event type)");
        }
        Double q = metric.q();
        boolean quantile = metric.aggregation() == Aggregation.QUANTILE;
        if (quantile != (q != null) || (q != null && !(q > 0 && q < 1))) {
            problems.add(field + "q " + q + " (expected: between 0 and 1 for a quantile, none for others)");
        }
        problemsOfDenominator(metric, field, problems);
        problemsOfCap(metric, field, problems);
        Long window = metric.window();
        if (window != null && (window < SHORTEST_WINDOW || window > LONGEST_WINDOW)) {
            problems.add(field + "window " + Duration.ofMillis(window) + " (expected: 1 s to 90 days)");
        }
    }

    private static void problemsOfDenominator(CustomMetric metric, String field, List<String> problems) {
        boolean users = metric.denominator().equals(CustomMetric.USERS);
        if (metric.aggregation() == Aggregation.QUANTILE && !users) {
            problems.add(field + "denominator " + metric.denominator()
                    + " (expected: users, for a quantile is one of the users' totals)");
        }
        if (metric.aggregation() == Aggregation.MEAN
                && !users
                && !metric.denominator().equals(metric.eventType())) {
            problems.add(field + "denominator " + metric.denominator() + " of a mean (expected: " + metric.eventType()
                    + ", for a mean over values, or users, for one of users' own means; else aggregation sum)");
        }
    }

    private static void problemsOfCap(CustomMetric metric, String field, List<String> problems) {
        Long cap = metric.cap();
        if (cap == null) {
            return;
        }
        if (cap <= 0 || cap > MOST_CAP) {
            problems.add(field + "cap (expected: over 0, at most 1e12)");
        }
        if (metric.aggregation() == Aggregation.UNIQUE_USERS) {
            problems.add(field + "cap (expected: none, for a user counts once)");
        }
        if (metric.aggregation() == Aggregation.COUNT && cap % ONE != 0) {
            problems.add(field + "cap (expected: a whole number of events)");
        }
    }
}
