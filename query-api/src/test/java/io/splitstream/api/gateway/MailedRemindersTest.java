package io.splitstream.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.splitstream.api.mail.SmtpMailer;
import io.splitstream.api.platform.MailSettings;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.study.Tester;
import io.splitstream.api.study.reminder.Reminder;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reminders by a real SMTP server. */
class MailedRemindersTest {
    private static final Reminder REMINDER =
            new Reminder("rem_1", "w", "sess_1", 30, "t@example.com", "Checkout ü", Instant.EPOCH);

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void send_twice_carriesOneMessageId() throws Exception {
        MailedReminders reminders = reminders();

        reminders.send(REMINDER);
        reminders.send(REMINDER);

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getMessageID())
                .isEqualTo(received[1].getMessageID())
                .contains("rem_1");
        assertThat(received[0].getSubject()).contains("Checkout ü");
        assertThat(String.valueOf(received[0].getContent())).contains("30 minutes", "sess_1");
    }

    @Test
    void send_serverAway_mayGoOutLater() {
        MailedReminders reminders = reminders();
        server.stop();

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> reminders.send(REMINDER));
    }

    @Test
    void addressOf_testersWithoutAnAddress_areReachedByTheLogAlone() {
        SmtpMailer mailer = mailer();

        assertThat(MailedReminders.toAddresses(mailer).addressOf(Tester.of("user_1")))
                .isEmpty();
        assertThat(MailedReminders.toAddresses(mailer).addressOf(Tester.of("a@example.com")))
                .contains("a@example.com");
        assertThat(MailedReminders.toAddresses(mailer).addressOf(new Tester("user_1", "b@example.com")))
                .contains("b@example.com");
        assertThat(MailedReminders.toAnybody(mailer).addressOf(Tester.of("user_1")))
                .contains("user_1");
    }

    private MailedReminders reminders() {
        return MailedReminders.toAddresses(mailer());
    }

    private SmtpMailer mailer() {
        return new SmtpMailer(
                new MailSettings("127.0.0.1", server.getSmtp().getPort(), "", "", false, "splitstream@example.com"));
    }
}
