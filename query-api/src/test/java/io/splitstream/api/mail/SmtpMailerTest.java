package io.splitstream.api.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.splitstream.api.platform.MailSettings;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpMailerTest {
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
    void send_reachesTheServer_withItsIdAndUnicode() throws Exception {
        assertThat(mailer("").send(new Mail("alert/1", "team@example.com", "Überschritten\nBcc: x@y.z", "ä\nzwei")))
                .isEmpty();

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(1);
        assertThat(received[0].getMessageID()).isEqualTo("<alert-1@splitstream>");
        assertThat(received[0].getSubject()).isEqualTo("Überschritten Bcc: x@y.z");
        assertThat(received[0].getAllRecipients()).hasSize(1);
        assertThat(received[0].getFrom()[0]).hasToString("splitstream@example.com");
        assertThat(String.valueOf(received[0].getContent()).replace("\r", "").strip())
                .isEqualTo("ä\nzwei");
    }

    @Test
    void send_signsIn_whereAUserIsSet() {
        server.setUser("sender", "secret");

        assertThat(mailer("sender").send(new Mail("1", "team@example.com", "s", "t")))
                .isEmpty();
        assertThat(mailer("nobody").send(new Mail("2", "team@example.com", "s", "t")))
                .isPresent();
    }

    @Test
    void send_nobodyThere_saysWhy() {
        SmtpMailer mailer = mailer("");
        server.stop();

        assertThat(mailer.send(new Mail("1", "team@example.com", "s", "t")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("mail server"));
    }

    private SmtpMailer mailer(String user) {
        return new SmtpMailer(new MailSettings(
                "127.0.0.1", server.getSmtp().getPort(), user, "secret", false, "splitstream@example.com"));
    }
}
