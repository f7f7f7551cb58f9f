package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events and definitions that tests are made of. */
public final class Fixtures {
    /** Some moment; all times of fixtures are near it. Milliseconds since the epoch, at the begin of a day. */
    public static final long NOON = Duration.ofDays(20_000).toMillis();

    /** The experiment of the fixtures. */
    public static final String EXPERIMENT = "checkout";

    private Fixtures() {}

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
                null);
    }
}
