package io.splitstream.api.study.feedback;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.study.SessionStatus;
import io.splitstream.api.study.SessionStore;
import io.splitstream.api.study.Sessions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The use case of giving feedback. Calls block. Safe for use by several threads. */
public final class FeedbackBox {
    private final SessionStore sessions;
    private final FeedbackStore store;
    private final Clock clock;
    private final Ids ids;

    public FeedbackBox(SessionStore sessions, FeedbackStore store, Clock clock, Ids ids) {
        this.sessions = sessions;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /** Takes the one feedback of a completed session. */
    public Outcome<Feedback> submit(String workspaceId, String sessionId, FeedbackForm form) {
        return sessions.exclusively(workspaceId, sessionId, found -> {
            if (found.isEmpty()) {
                return Sessions.unknown(sessionId);
            }
            SessionStatus status = found.get().status();
            if (!status.isCompleted()) {
                return Outcome.refused(
                        Refusal.Kind.INVALID_STATE,
                        "The session is " + status.word() + "; feedback is given once it is completed.");
            }
            if (store.of(sessionId).isPresent()) {
                return Outcome.refused(Refusal.Kind.CONFLICT, "The session's feedback was given; there is one only.");
            }
            Feedback feedback = new Feedback(
                    ids.next("fb_"),
                    form.clarity(),
                    form.difficulty(),
                    form.technicalIssues(),
                    form.comment(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            store.insert(sessionId, feedback);
            return Outcome.done(feedback);
        });
    }

    /** A session's feedback, if it was given. */
    public Optional<Feedback> of(String sessionId) {
        return store.of(sessionId);
    }
}
