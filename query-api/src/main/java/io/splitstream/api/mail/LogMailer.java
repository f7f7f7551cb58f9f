package io.splitstream.api.mail;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes mails to the log: for development, where no mail server is set. */
public final class LogMailer implements Mailer {
    private static final Logger LOG = LoggerFactory.getLogger(LogMailer.class);

    @Override
    public Optional<String> send(Mail mail) {
        LOG.info("mail to {} (no mail server is set): {}\n{}", mail.to(), mail.subject(), mail.text());
        return Optional.empty();
    }
}
