package io.splitstream.api.study.reminder;

import io.splitstream.api.study.Tester;
import java.time.Duration;
import java.time.Instant;

/**
 * An active session whose study wants its tester reminded.
 *
 * @param lastActiveAt when the API last heard of the tester
 */
public record SilentSession(
        String sessionId,
        String workspaceId,
        Tester tester,
        String studyTitle,
        int afterMinutes,
        Instant lastActiveAt) {
    boolean isSilent(Instant now, Instant lastSeen) {
        Instant last = lastSeen.isAfter(lastActiveAt) ? lastSeen : lastActiveAt;
        return !last.plus(Duration.ofMinutes(afterMinutes)).isAfter(now);
    }
}
