package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric.Direction;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events and definitions that tests are made of. */
public final class Fixtures {
    /** Some moment; all times of fixtures are near it. Milliseconds since the epoch, at the begin of a day. */
    public static final long NOON = Duration.ofDays(20_000).toMillis();

    /** The experiment of the fixtures. */
    public static final String EXPERIMENT = "checkout";

    /** A window, milliseconds. */
    public static final long WINDOW = Duration.ofHours(6).toMillis();

    /** Metrics of every sort, with the covariate {@code age}. */
    public static final MetricPlan METRICS = new MetricPlan(
            List.of(
                    metric("signups", "signup", Aggregation.COUNT, CustomMetric.USERS, 20_000L, null),
                    metric("spend", "conversion", Aggregation.SUM, CustomMetric.USERS, 30_000L, WINDOW),
                    metric("own_mean", "rating", Aggregation.MEAN, CustomMetric.USERS, null, null),
                    metric("mean", "rating", Aggregation.MEAN, "rating", null, WINDOW),
                    metric("clickers", "click", Aggregation.UNIQUE_USERS, CustomMetric.USERS, null, WINDOW),
                    metric("per_session", "click", Aggregation.COUNT, CustomMetric.SESSIONS, null, WINDOW / 2),
                    metric("p90", "conversion", Aggregation.QUANTILE, CustomMetric.USERS, null, null),
                    metric("p90_in_time", "conversion", Aggregation.QUANTILE, CustomMetric.USERS, null, WINDOW)),
            "age",
            true);

    private Fixtures() {}

    private static CustomMetric metric(
            String name,
            String type,
            Aggregation aggregation,
            String denominator,
            @Nullable Long cap,
            @Nullable Long window) {
        Double q = aggregation == Aggregation.QUANTILE ? 0.9 : null;
        return new CustomMetric(name, type, aggregation, q, denominator, Direction.UP, cap, window);
    }

    /** An assignment of a user of a given age. */
    public static Enrolment enrolment(String user, int weightEpoch, long assignedAt, long age) {
        return new Enrolment(
                Shards.of(user), EXPERIMENT, user, weightEpoch, assignedAt, new TreeMap<>(Map.of("age", age)));
    }

    /** An event that happened and was logged at the same time. */
    public static CountableEvent event(String user, String id, String variant, String type, long timestamp) {
        return event(user, id, variant, type, null, timestamp, NOON);
    }

    /** An event with all that matters. */
    public static CountableEvent event(
            String user, String id, String variant, String type, @Nullable Long value, long timestamp, long loggedAt) {
        return new CountableEvent(
                Shards.of(user), "acme", EXPERIMENT, user, id, variant, type, value, timestamp, loggedAt);
    }

    /** A definition whose weight epochs begin at the given times. */
    public static ExperimentDefinition definition(int version, long revision, long... epochsFrom) {
        return definition(MetricPlan.NONE, version, revision, epochsFrom);
    }

    /** The same with metrics of its own. */
    public static ExperimentDefinition definition(MetricPlan metrics, int version, long revision, long... epochsFrom) {
        List<WeightEpoch> epochs = new ArrayList<>();
        for (int i = 0; i < epochsFrom.length; i++) {
            epochs.add(new WeightEpoch(i, epochsFrom[i], Map.of("a", 0.5, "b", 0.5)));
        }
        return new ExperimentDefinition(
                EXPERIMENT,
                "acme",
                "Checkout",
                ExperimentStatus.RUNNING,
                revision,
                version,
                List.of(new Variant("a", "A", true), new Variant("b", "B", false)),
                epochs,
                null,
                null,
                metrics);
    }
}
