package io.splitstream.api.study.insight;

import io.splitstream.api.study.Session;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The pipeline's view of sessions. Calls block; they throw {@link io.splitstream.api.platform.UnavailableException}
 * while it cannot be reached.
 */
public interface InsightSource {
    /** The log time up to which the insights hold every interaction; empty while nothing is known. */
    Optional<Instant> completeUntil();

    /** What is known of a session. */
    Optional<SessionInsights> of(Session session);

    /** Frustration scores by session, of a study's sessions that have one. */
    Map<String, Double> frustration(String workspaceId, String studyId);

    /** The time of the last interaction of each of some sessions that have any. */
    Map<String, Instant> lastSeen(Collection<String> sessionIds);
}
