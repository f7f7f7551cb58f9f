package io.splitstream.api.mail;

import io.splitstream.api.delivery.Attempt;
import io.splitstream.api.delivery.Carrier;
import io.splitstream.api.delivery.Delivery;

/** Carries deliveries by mail. */
public final class MailCarrier implements Carrier {
    private final Mailer mailer;

    public MailCarrier(Mailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public Attempt carry(Delivery delivery) {
        Mail mail = new Mail(delivery.messageId(), delivery.target(), delivery.subject(), delivery.body());
        return mailer.send(mail).map(problem -> Attempt.failed(null, problem)).orElseGet(() -> Attempt.delivered(null));
    }
}
