package io.splitstream.api.mail;

import java.util.Optional;

/** Sends mail. Safe for use by several threads. */
public interface Mailer {
    /**
     * Sends a mail; blocks for 20 s at most.
     *
     * @return why it could not be sent; empty if it was taken
     */
    Optional<String> send(Mail mail);
}
