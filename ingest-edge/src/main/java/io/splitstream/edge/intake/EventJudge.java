package io.splitstream.edge.intake;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.event.ExperimentEvent;
import java.time.Duration;
import java.util.Optional;

/** Decides by its experiment's definition whether an event is taken. Safe for use by several threads. */
final class EventJudge {
    /** How far a client's clock may run ahead. */
    static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** How long a completed experiment still takes what happened before its completion. */
    static final Duration GRACE = Duration.ofHours(24);

    private final DefinitionRegistry registry;
    private final EventIds ids;

    EventJudge(DefinitionRegistry registry, EventIds ids) {
        this.registry = registry;
        this.ids = ids;
    }

    /**
     * @param index the event's place in its request, from 0
     */
    Verdict judge(ReadEvent read, EventOrigin origin, int index) {
        if (read instanceof ReadEvent.Malformed malformed) {
            return new Verdict.Refused(malformed.refusal(), malformed.experimentId(), false);
        }
        ParsedEvent event = ((ReadEvent.WellFormed) read).event();
        String experimentId = event.experimentId();
        Optional<ExperimentDefinition> found = registry.find(origin.workspaceId(), experimentId);
        if (found.isEmpty()) {
            return refused(
                    RefusalCode.EXPERIMENT_NOT_FOUND, "experiment " + experimentId + " does not exist", experimentId);
        }
        ExperimentDefinition definition = found.get();
        if (!definition.hasVariant(event.variantId())) {
            return refused(
                    RefusalCode.VALIDATION_ERROR,
                    "variant_id " + event.variantId() + " is no variant of experiment " + experimentId,
                    experimentId);
        }
        if (!EventTypes.contains(event.eventType()) && !definition.metrics().names(event.eventType())) {
            return refused(RefusalCode.VALIDATION_ERROR, EventTypes.EXPECTED, experimentId);
        }
        Long claimed = event.timestamp();
        boolean ahead = claimed != null && claimed > origin.receivedAt() + MAX_AHEAD.toMillis();
        long timestamp = claimed == null || ahead ? origin.receivedAt() : claimed;
        String objection = objection(definition, timestamp, origin.receivedAt());
        if (!objection.isEmpty()) {
            return refused(RefusalCode.INVALID_STATE, objection, experimentId);
        }
        return new Verdict.Admitted(admitted(event, origin, index, timestamp, ahead));
    }

    private ExperimentEvent admitted(
            ParsedEvent event, EventOrigin origin, int index, long timestamp, boolean timestampReplaced) {
        String eventId = event.eventId() != null ? event.eventId() : ids.identify(origin, index);
        return new ExperimentEvent(
                eventId,
                origin.workspaceId(),
                event.experimentId(),
                event.variantId(),
                event.userId(),
                event.eventType(),
                event.value(),
                event.data(),
                event.sessionId(),
                timestamp,
                timestampReplaced,
                origin.receivedAt(),
                origin.source(),
                origin.userAgentClass(),
                origin.address());
    }

    /** Why the experiment's state forbids an event, or an empty text. */
    private static String objection(ExperimentDefinition definition, long timestamp, long now) {
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

    private static Verdict refused(RefusalCode code, String message, String experimentId) {
        return new Verdict.Refused(new Refusal(code, message), experimentId, true);
    }
}
