package io.splitstream.contracts.metric;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment counts beyond what every experiment counts. Immutable.
 *
 * <p>Two of its parts are fixed when the experiment starts, because what is not needed is then not kept of a user: the
 * covariate, and whether single events are kept, without which no metric can have a window.
 */
public final class MetricPlan {
    /** Nothing of its own. */
    public static final MetricPlan NONE = new MetricPlan(List.of(), null, false);

    private final List<CustomMetric> custom;
    private final @Nullable String covariate;
    private final boolean keepsEvents;
    private final MomentLayout layout;

    /**
     * @param custom the metrics that the experiment declares
     * @param covariate name of the assign attribute that means are adjusted by; null if they are not
     * @param keepsEvents whether single events are kept of each user, for windows
     * @throws IllegalArgumentException if one of them is no metric: a quantile without q, a cap of 0
     */
    @JsonCreator
    public MetricPlan(
            @JsonProperty("custom") @Nullable List<CustomMetric> custom,
            @JsonProperty("covariate") @Nullable String covariate,
            @JsonProperty("keeps_events") boolean keepsEvents) {
        this.custom = custom == null ? List.of() : List.copyOf(custom);
        this.covariate = covariate;
        this.keepsEvents = keepsEvents;
        this.layout = this.custom.isEmpty() && covariate == null
                ? MomentLayout.USUAL
                : MomentLayout.of(metrics().toList(), covariate != null);
    }

    /** The metrics that the experiment declares. */
    @JsonProperty("custom")
    public List<CustomMetric> custom() {
        return custom;
    }

    /** Name of the assign attribute that means are adjusted by; null if they are not. */
    @JsonProperty("covariate")
    public @Nullable String covariate() {
        return covariate;
    }

    /** Whether single events are kept of each user, for windows. */
    @JsonProperty("keeps_events")
    public boolean keepsEvents() {
        return keepsEvents;
    }

    /** Which moments rows hold. */
    public MomentLayout layout() {
        return layout;
    }

    /** Every metric that the experiment has, built-in ones first. */
    public Stream<Metric> metrics() {
        return Stream.concat(Metric.BUILT_IN.stream(), custom.stream().map(CustomMetric::metric));
    }

    /** The metric of a name. */
    public Optional<Metric> named(String name) {
        return metrics().filter(metric -> metric.metricName().equals(name)).findFirst();
    }

    /** Whether a metric of its own is made of events of a type. */
    public boolean names(String eventType) {
        for (CustomMetric metric : custom) {
            if (metric.eventType().equals(eventType) || eventType.equals(metric.countedType())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MetricPlan that
                && custom.equals(that.custom)
                && Objects.equals(covariate, that.covariate)
                && keepsEvents == that.keepsEvents;
    }

    @Override
    public int hashCode() {
        return Objects.hash(custom, covariate, keepsEvents);
    }

    @Override
    public String toString() {
        return custom + (covariate == null ? "" : ", covariate " + covariate) + (keepsEvents ? ", keeps events" : "");
    }
}
