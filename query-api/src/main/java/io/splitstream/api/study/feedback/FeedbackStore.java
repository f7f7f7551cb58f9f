package io.splitstream.api.study.feedback;

import java.util.Optional;

/** Where feedback is kept, one for a session. Calls block, and join the transaction of whoever works on the session. */
public interface FeedbackStore {
    Optional<Feedback> of(String sessionId);

    void insert(String sessionId, Feedback feedback);
}
