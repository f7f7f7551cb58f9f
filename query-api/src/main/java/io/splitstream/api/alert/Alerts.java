package io.splitstream.api.alert;

import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.experiment.Conclusion;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.Transition;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertRule;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use cases on alerts. Calls block. Safe for use by several threads.
 *
 * <p>An alert is kept first; then, by one process at a time, it is acted on and queued for the channels that asked for
 * it, and settled. Whoever dies in between leaves it to the next: messages are queued once by their id, and an
 * experiment that is paused is not paused again.
 */
public final class Alerts {
    /** The owner of the channels that alerts go to. */
    public static final String OWNER = "alerts";

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final int SWEEP = 100;
    private static final int MOST_FAILING = 1_000;

    private final AlertStore store;
    private final Experiments experiments;
    private final Deliveries deliveries;
    private final AlertMessages.Json json;
    private final Clock clock;
    // They stay the oldest that are open, and are looked at beside as many others as always.
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    public Alerts(
            AlertStore store, Experiments experiments, Deliveries deliveries, AlertMessages.Json json, Clock clock) {
        this.store = store;
        this.experiments = experiments;
        this.deliveries = deliveries;
        this.json = json;
        this.clock = clock;
    }

    /** Takes an alert of the stream; a copy of one that came before changes nothing. */
    public void receive(Alert alert) {
        store.keep(alert, now());
    }

    /** Does what is to be done about the alerts that came. */
    public void settleOpen() {
        store.alone(this::settleAll);
    }

    private void settleAll() {
        for (Alert alert : store.open(SWEEP + failing.size())) {
            try {
                settle(alert);
                failing.remove(alert.id());
            } catch (UnavailableException e) {
                LOG.warn("alert {} waits: {}", alert.id(), e.getMessage());
                return;
            } catch (RuntimeException e) {
                LOG.error("alert {} cannot be settled and waits", alert.id(), e);
                if (failing.size() < MOST_FAILING) {
                    failing.add(alert.id());
                }
            }
        }
    }

    /** A workspace's alerts, newest first. */
    public List<KeptAlert> list(String workspaceId, @Nullable String experimentId, int limit, int offset) {
        return store.list(workspaceId, experimentId, limit, offset);
    }

    private void settle(Alert alert) {
        Outcome<Experiment> found = experiments.get(alert.workspaceId(), alert.experimentId());
        Instant pausedAt = null;
        if (found instanceof Outcome.Done<Experiment> done) {
            pausedAt = pause(alert, done.value());
            KeptAlert kept = new KeptAlert(alert, now(), pausedAt);
            deliveries.publish(
                    alert.workspaceId(),
                    OWNER,
                    alert.rule().kind().topic().word(),
                    AlertMessages.message(kept, done.value().description().name(), json));
        }
        store.settle(alert, pausedAt);
    }

    /** Pauses a running experiment that asked for it on proven harm. */
    private @Nullable Instant pause(Alert alert, Experiment experiment) {
        if (alert.rule().kind() != AlertRule.Kind.GUARDRAIL_HARMED
                || !experiment.design().autoPause()) {
            return null;
        }
        Outcome<Experiment> outcome =
                experiments.move(experiment.workspaceId(), experiment.id(), Transition.PAUSE, Conclusion.NONE);
        if (outcome instanceof Outcome.Refused<Experiment> refused) {
            Refusal refusal = refused.refusal();
            if (refusal.kind() == Refusal.Kind.UNAVAILABLE || refusal.kind() == Refusal.Kind.CONFLICT) {
                throw new UnavailableException(refusal.message(), null);
            }
            return null;
        }
        LOG.info("experiment {} is paused: {}", experiment.id(), AlertMessages.sentence(alert));
        return now();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
