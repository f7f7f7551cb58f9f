package io.splitstream.api.study;

import io.splitstream.api.platform.Refusal;
import java.util.Locale;
import java.util.Optional;

/** The moves that a session can make. Every move that is not here is refused. */
public enum SessionMove {
    PAUSE(SessionStatus.ACTIVE, SessionStatus.PAUSED),
    RESUME(SessionStatus.PAUSED, SessionStatus.ACTIVE),
    COMPLETE(SessionStatus.ACTIVE, SessionStatus.COMPLETED),
    ANALYZE(SessionStatus.COMPLETED, SessionStatus.ANALYZING),
    /** The analysis brought findings. */
    REPORT(SessionStatus.ANALYZING, SessionStatus.ANALYZED),
    /** The analysis failed for good; it can be asked for again. */
    GIVE_UP(SessionStatus.ANALYZING, SessionStatus.COMPLETED),
    CONFIRM(SessionStatus.ANALYZED, SessionStatus.CONFIRMED);

    private final SessionStatus from;
    private final SessionStatus to;

    SessionMove(SessionStatus from, SessionStatus to) {
        this.from = from;
        this.to = to;
    }

    /** Where the move leads. */
    public SessionStatus to() {
        return to;
    }

    /** Whether the move can be made from a status. */
    public boolean allowedFrom(SessionStatus status) {
        return status == from;
    }

    /** The verb. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Why the move cannot be made from a status; empty if it can. */
    Optional<Refusal> refusal(SessionStatus status) {
        return allowedFrom(status)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Refusal.Kind.INVALID_STATE,
                        "Cannot " + word() + " a session that is " + status.word() + " (expected: " + from.word()
                                + ")."));
    }
}
