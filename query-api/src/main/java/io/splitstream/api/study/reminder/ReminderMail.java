package io.splitstream.api.study.reminder;

import io.splitstream.api.study.Tester;
import java.util.Optional;

/** The way to testers. Blocks for half a minute at most. Safe for use by several threads. */
public interface ReminderMail {
    /** Where a tester can be reached; empty if nowhere. */
    Optional<String> addressOf(Tester tester);

    /**
     * Sends a reminder. One that is sent twice, because the process died before that was noted, carries the same
     * message id.
     *
     * @throws io.splitstream.api.platform.UnavailableException if it may go out later
     * @throws IllegalArgumentException if it never will
     */
    void send(Reminder reminder);
}
