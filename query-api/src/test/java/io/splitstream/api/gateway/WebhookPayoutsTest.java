package io.splitstream.api.gateway;

import static io.splitstream.api.study.StudyWorld.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.splitstream.api.study.Money;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.StudyWorld;
import io.splitstream.api.study.payout.Payout;
import io.splitstream.api.study.payout.PayoutGateway;
import io.splitstream.api.study.payout.PayoutStatus;
import io.splitstream.api.webhook.WebhookSecret;
import io.splitstream.api.webhook.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway against a real HTTP server. */
class WebhookPayoutsTest {
    private static final WebhookSecret SECRET =
            new WebhookSecret("whsec_" + Base64.getEncoder().encodeToString(new byte[32]));

    private final StudyWorld world = new StudyWorld();
    private final List<Headers> headers = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "{\"reference\":\"tx-9\"}";
    private HttpServer server;
    private WebhookPayouts gateway;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/pay", exchange -> {
            headers.add(exchange.getRequestHeaders());
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        gateway = new WebhookPayouts(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/pay"), SECRET, world.clock);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void pay_taken_isSignedAndKeyedByThePayout() {
        Payout payout = payout();

        assertThat(gateway.pay(payout)).isEqualTo(new PayoutGateway.Answer.Taken("tx-9"));

        assertThat(bodies.get(0))
                .contains("\"type\":\"payout.released\"", payout.id(), payout.sessionId(), "\"amountMinor\":250");
        assertThat(headers.get(0).getFirst("Idempotency-Key")).isEqualTo(payout.id());
        WebhookSignature.headers(SECRET, payout.id(), world.clock.instant().getEpochSecond(), bodies.get(0))
                .forEach((name, value) ->
                        assertThat(headers.get(0).getFirst(name)).as(name).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{}", "{\"reference\":7}"})
    void pay_takenWithoutAReference_isTakenAllTheSame(String body) {
        answer = body;

        assertThat(gateway.pay(payout())).isEqualTo(new PayoutGateway.Answer.Taken(null));
    }

    @Test
    void pay_refusedOrDown_isLaterOrNever() {
        for (int passing : new int[] {503, 500, 429, 408}) {
            status = passing;
            assertThat(gateway.pay(payout()))
                    .isEqualTo(new PayoutGateway.Answer.Later("the gateway answered " + passing));
        }
        for (int refused : new int[] {400, 404, 410, 302}) {
            status = refused;
            assertThat(gateway.pay(payout()))
                    .isEqualTo(new PayoutGateway.Answer.Never("the gateway answered " + refused));
        }
        server.stop(0);
        assertThat(gateway.pay(payout())).isInstanceOf(PayoutGateway.Answer.Later.class);
    }

    @Test
    @Timeout(10)
    void pay_answerThatStallsAfterItsHeaders_isLater() throws IOException {
        try (ServerSocket stalling = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> StalledAnswer.endOf(stalling));
            WebhookPayouts impatient = new WebhookPayouts(
                    URI.create("http://127.0.0.1:" + stalling.getLocalPort() + "/pay"),
                    SECRET,
                    world.clock,
                    Duration.ofMillis(500));

            assertThat(impatient.pay(payout())).isInstanceOf(PayoutGateway.Answer.Later.class);
            assertThat(end.join()).as("the connection is closed").isEqualTo(StalledAnswer.CLOSED);
        }
    }

    private Payout payout() {
        Session session = world.session(world.study(null), "t-" + bodies.size());
        return new Payout(
                world.ids.next("pay_"),
                WORKSPACE,
                session.studyId(),
                session.id(),
                session.testerId(),
                new Money(250, "EUR"),
                PayoutStatus.QUEUED,
                Instant.EPOCH,
                null,
                0,
                null,
                null);
    }
}
