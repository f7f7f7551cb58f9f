package io.splitstream.api.platform;

/**
 * How mail is sent.
 *
 * @param host of the SMTP server; empty to write mails to the log
 * @param user empty to send without signing in
 * @param tls whether STARTTLS is required
 */
public record MailSettings(String host, int port, String user, String password, boolean tls, String from) {
    @Override
    public String toString() {
        return host.isEmpty() ? "no mail server" : host + ":" + port;
    }
}
