package io.splitstream.api.gateway;

import io.splitstream.api.mail.Mail;
import io.splitstream.api.mail.Mailer;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.study.Tester;
import io.splitstream.api.study.reminder.Reminder;
import io.splitstream.api.study.reminder.ReminderMail;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reminders by mail. */
public final class MailedReminders implements ReminderMail {
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s<>\"]{1,64}@[^@\\s<>\"]{1,190}");

    private final Mailer mailer;
    private final boolean anybody;

    private MailedReminders(Mailer mailer, boolean anybody) {
        this.mailer = mailer;
        this.anybody = anybody;
    }

    /** To testers who have an address; their id may be one. */
    public static MailedReminders toAddresses(Mailer mailer) {
        return new MailedReminders(mailer, false);
    }

    /** To everybody, for a mailer that only writes to the log. */
    public static MailedReminders toAnybody(Mailer mailer) {
        return new MailedReminders(mailer, true);
    }

    @Override
    public Optional<String> addressOf(Tester tester) {
        String address = tester.email() == null ? tester.id() : tester.email();
        return anybody || ADDRESS.matcher(address).matches() ? Optional.of(address) : Optional.empty();
    }

    @Override
    public void send(Reminder reminder) {
        Mail mail = new Mail(
                reminder.id(),
                reminder.address(),
                "Your session of “" + reminder.studyTitle() + "” is waiting",
                "You began a session of “" + reminder.studyTitle() + "”, and nothing was heard of you for "
                        + reminder.afterMinutes()
                        + " minutes.\nGo on where you were, or complete it if you are done.\n\nSession: "
                        + reminder.sessionId() + "\n");
        mailer.send(mail).ifPresent(problem -> {
            throw new UnavailableException(problem, null);
        });
    }
}
