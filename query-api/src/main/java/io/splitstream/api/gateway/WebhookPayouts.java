package io.splitstream.api.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.api.study.payout.Payout;
import io.splitstream.api.study.payout.PayoutGateway;
import io.splitstream.api.webhook.WebhookSecret;
import io.splitstream.api.webhook.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that is told of payouts by a signed webhook, at an address that the operator sets.
 *
 * <p>2xx: it took the payout, under the {@code reference} of its answer if it gives one. 408, 429, 5xx and no answer: it
 * is told again. All else: it will not. The payout's id comes as {@code Idempotency-Key} and as {@code webhook-id}; what
 * comes twice under one id, because an answer was lost, is to be paid once.
 */
public final class WebhookPayouts implements PayoutGateway {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_REFERENCE = 200;

    private final URI url;
    private final WebhookSecret secret;
    private final Clock clock;
    private final Duration patience;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public WebhookPayouts(URI url, WebhookSecret secret, Clock clock) {
        this(url, secret, clock, PATIENCE);
    }

    WebhookPayouts(URI url, WebhookSecret secret, Clock clock, Duration patience) {
        this.url = url;
        this.secret = secret;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Answer pay(Payout payout) {
        String body = body(payout);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", payout.id())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        WebhookSignature.headers(secret, payout.id(), clock.instant().getEpochSecond(), body)
                .forEach(request::header);
        try {
            HttpResponse<byte[]> response = BoundedBody.send(http, request.build(), BoundedBody.USUAL_BYTES, patience);
            return answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer.Later("the gateway did not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Later("the process was stopped");
        }
    }

    private Answer answer(int status, byte[] body) {
        if (status >= 200 && status < 300) {
            return new Answer.Taken(reference(body));
        }
        String why = "the gateway answered " + status;
        return status == 408 || status == 429 || status >= 500 ? new Answer.Later(why) : new Answer.Never(why);
    }

    private @Nullable String reference(byte[] body) {
        try {
            JsonNode reference =
                    json.readTree(new String(body, StandardCharsets.UTF_8)).path("reference");
            return reference.isTextual() && reference.asText().length() <= LONGEST_REFERENCE
                    ? reference.asText()
                    : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private String body(Payout payout) {
        ObjectNode message = json.createObjectNode()
                .put("type", "payout.released")
                .put("timestamp", payout.releasedAt().toString());
        message.putObject("data")
                .put("payoutId", payout.id())
                .put("workspaceId", payout.workspaceId())
                .put("jobId", payout.studyId())
                .put("sessionId", payout.sessionId())
                .put("testerId", payout.testerId())
                .put("amountMinor", payout.amount().amountMinor())
                .put("currency", payout.amount().currency());
        return message.toString();
    }
}
