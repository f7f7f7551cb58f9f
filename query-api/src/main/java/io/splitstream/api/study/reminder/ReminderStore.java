package io.splitstream.api.study.reminder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where reminders are kept, one for a session and threshold. Calls block. */
public interface ReminderStore {
    /**
     * Active sessions that the API has not heard of for as long as their study's threshold, by id.
     *
     * @param after the id to begin behind; empty to begin
     */
    List<SilentSession> silent(Instant now, String after, int limit);

    /**
     * Keeps a reminder and puts it on the queue, unless its session has one for the threshold.
     *
     * @return whether it was kept
     */
    boolean insert(Reminder reminder);

    /** A reminder that is not sent yet. */
    Optional<Reminder> unsent(String reminderId);

    /** Notes that a reminder was sent, or why it never will be. */
    void settle(String reminderId, Instant at, String error);
}
