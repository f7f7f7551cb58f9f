package io.splitstream.api.study.reminder;

import java.time.Instant;

/**
 * A reminder to a tester who has gone silent.
 *
 * @param afterMinutes the study's threshold when it was made; a session has one for each
 * @param address where to send it
 */
public record Reminder(
        String id,
        String workspaceId,
        String sessionId,
        int afterMinutes,
        String address,
        String studyTitle,
        Instant queuedAt) {}
