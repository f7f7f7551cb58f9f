package io.splitstream.contracts.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session of a study, as the collector knows it.
 *
 * @param revision grows with every change; a consumer ignores what is lower than what it holds
 * @param variant of the study that the tester sees, {@code A} or {@code B}
 * @param startedAt milliseconds since the epoch
 * @param completedAt milliseconds since the epoch; null until completed
 */
public record StudySession(
        String sessionId,
        String workspaceId,
        String studyId,
        String testerId,
        String variant,
        long revision,
        long startedAt,
        @Nullable Long completedAt) {
    /** For how long a session takes interactions, from its start: what is kept of it in memory ends by then. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** How long a completed session still takes what happened before its completion. */
    public static final Duration GRACE = Duration.ofHours(24);

    /** Whether the session takes nothing any more, whatever its timestamp. */
    public boolean isOver(long now) {
        return now - startedAt > LONGEST.toMillis() || (completedAt != null && now - completedAt > GRACE.toMillis());
    }
}
