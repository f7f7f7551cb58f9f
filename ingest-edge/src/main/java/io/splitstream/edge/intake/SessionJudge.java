package io.splitstream.edge.intake;

import io.splitstream.contracts.definition.StudySession;
import io.splitstream.contracts.event.Interaction;
import java.util.Optional;

/** Decides by its session whether an interaction is taken. Safe for use by several threads. */
final class SessionJudge {
    private final SessionRegistry registry;

    SessionJudge(SessionRegistry registry) {
        this.registry = registry;
    }

    /** An interaction to append, or why it is not taken. */
    sealed interface Verdict {
        record Admitted(Interaction interaction) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }

    /**
     * @param eventId of the interaction
     */
    Verdict judge(String sessionId, InteractionDraft.Fields fields, String eventId, EventOrigin origin) {
        Optional<StudySession> found =
                registry.find(origin.workspaceId(), sessionId).filter(known -> !known.isOver(origin.receivedAt()));
        if (found.isEmpty()) {
            return refused(
                    RefusalCode.SESSION_NOT_FOUND, "session " + sessionId + " does not exist, or is over for good");
        }
        StudySession session = found.get();
        if (!origin.maySpeakFor(session.testerId())) {
            return refused(RefusalCode.FORBIDDEN, "a guest may do this only in sessions of the token's own sub");
        }
        boolean ahead = fields.timestamp() > origin.receivedAt() + EventJudge.MAX_AHEAD_MILLIS;
        long timestamp = ahead ? origin.receivedAt() : fields.timestamp();
        Long completedAt = session.completedAt();
        if (completedAt != null && timestamp > completedAt) {
            return refused(
                    RefusalCode.INVALID_STATE,
                    "session " + sessionId + " is completed; it takes only what happened before its completion");
        }
        return new Verdict.Admitted(new Interaction(
                eventId,
                session.workspaceId(),
                session.studyId(),
                session.variant(),
                session.testerId(),
                sessionId,
                fields.type(),
                fields.target(),
                fields.url(),
                fields.data(),
                timestamp,
                ahead,
                origin.receivedAt(),
                origin.userAgentClass(),
                origin.address()));
    }

    private static Verdict refused(RefusalCode code, String message) {
        return new Verdict.Refused(new Refusal(code, message));
    }
}
