package io.splitstream.edge.intake;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides by its experiment's definition whether an event is taken. Safe for use by several threads. */
final class EventJudge {
    /** How far a client's clock may run ahead. */
    static final long MAX_AHEAD_MILLIS = Duration.ofMinutes(5).toMillis();

    /** How long a completed experiment still takes what happened before its completion. */
    static final Duration GRACE = Duration.ofHours(24);

    private final DefinitionRegistry registry;

    EventJudge(DefinitionRegistry registry) {
        this.registry = registry;
    }

    /** Settles an event's time, and says why it is not taken; null if it is. */
    @Nullable
    Refusal judge(EventFields event, String workspaceId) {
        KnownExperiment known = registry.find(workspaceId, event.experimentId());
        if (known == null) {
            return new Refusal(
                    RefusalCode.EXPERIMENT_NOT_FOUND, "experiment " + event.experimentId() + " does not exist");
        }
        if (!known.hasVariant(event.variantId())) {
            return new Refusal(
                    RefusalCode.VALIDATION_ERROR,
                    "variant_id " + event.variantId() + " is no variant of experiment " + event.experimentId());
        }
        if (!known.takes(event.eventType())) {
            return new Refusal(RefusalCode.VALIDATION_ERROR, EventTypes.EXPECTED);
        }
        long now = event.receivedAt();
        boolean ahead = event.isTimed() && event.timestamp() > now + MAX_AHEAD_MILLIS;
        event.settle(event.isTimed() && !ahead ? event.timestamp() : now, ahead);
        String objection = objection(known.definition(), event.timestamp(), now);
        return objection.isEmpty() ? null : new Refusal(RefusalCode.INVALID_STATE, objection);
    }

    /** Why the experiment's state forbids an event, or an empty text. */
    private static String objection(ExperimentDefinition definition, long timestamp, long now) {
        if (definition.status() == ExperimentStatus.RUNNING) {
            return "";
        }
        String experiment = "experiment " + definition.experimentId();
        return switch (definition.status()) {
            case DRAFT -> experiment + " is a draft; start it before tracking events";
            case RUNNING, PAUSED -> "";
            case COMPLETED, ARCHIVED -> {
                Long completedAt = definition.completedAt();
                if (completedAt == null) {
                    yield experiment + " was archived without having run";
                }
                if (now > completedAt + GRACE.toMillis()) {
                    yield experiment + " was completed more than 24 hours ago";
                }
                yield timestamp > completedAt
                        ? experiment + " is completed; it takes only events from before its completion"
                        : "";
            }
        };
    }
}
