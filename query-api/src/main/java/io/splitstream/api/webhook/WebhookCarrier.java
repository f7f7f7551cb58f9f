package io.splitstream.api.webhook;

import io.splitstream.api.delivery.Attempt;
import io.splitstream.api.delivery.Carrier;
import io.splitstream.api.delivery.Delivery;
import io.splitstream.api.outbound.OutboundHttp;
import io.splitstream.api.outbound.OutboundRequest;
import io.splitstream.api.outbound.OutboundResult;
import java.time.Clock;

/** Posts a delivery. 2xx is delivered, 410 ends the channel, all else (redirects included) is tried again. */
public final class WebhookCarrier implements Carrier {
    private static final int GONE = 410;

    private final OutboundHttp http;
    private final Clock clock;

    public WebhookCarrier(OutboundHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public Attempt carry(Delivery delivery) {
        String secret = delivery.secret();
        if (secret == null) {
            return Attempt.gone(null, "the channel has no secret");
        }
        var headers = WebhookSignature.headers(
                new WebhookSecret(secret), delivery.messageId(), clock.instant().getEpochSecond(), delivery.body());
        OutboundResult result = http.send(OutboundRequest.post(delivery.target(), headers, delivery.body()));
        if (result instanceof OutboundResult.Answered answered) {
            int status = answered.status();
            if (status == GONE) {
                return Attempt.gone(status, "the receiver answered 410: it wants no more");
            }
            return status >= 200 && status < 300
                    ? Attempt.delivered(status)
                    : Attempt.failed(status, "the receiver answered " + status + " (expected: 2xx)");
        }
        return Attempt.failed(
                null,
                result instanceof OutboundResult.Refused refused
                        ? refused.reason()
                        : ((OutboundResult.Failed) result).reason());
    }
}
