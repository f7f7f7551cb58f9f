package io.splitstream.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.splitstream.api.delivery.Attempt;
import io.splitstream.api.delivery.Channel;
import io.splitstream.api.delivery.Delivery;
import io.splitstream.api.outbound.OutboundHttp;
import io.splitstream.api.outbound.OutboundPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookCarrierTest {
    private static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8));

    private final OutboundHttp http = new OutboundHttp(new OutboundPolicy(true, Set.of()));
    private final WebhookCarrier carrier = new WebhookCarrier(http, Clock.systemUTC());
    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        http.close();
    }

    @Test
    void carry_2xx_isDelivered_andTheBodyComesAsItIs() {
        status = 204;

        assertThat(carrier.carry(delivery(url()))).isEqualTo(Attempt.delivered(204));
        assertThat(bodies).containsExactly("{\"type\":\"ä\"}");
    }

    @Test
    void carry_410_endsTheChannel() {
        status = 410;

        assertThat(carrier.carry(delivery(url())).result()).isEqualTo(Attempt.Result.GONE);
    }

    @Test
    void carry_aRedirect_isNotFollowed() {
        status = 302;

        Attempt attempt = carrier.carry(delivery(url()));

        assertThat(attempt.result()).isEqualTo(Attempt.Result.FAILED);
        assertThat(attempt.status()).isEqualTo(302);
        assertThat(bodies).hasSize(1);
    }

    @Test
    void carry_5xxOrNobodyThere_fails() {
        status = 500;
        assertThat(carrier.carry(delivery(url())).reason()).contains("500");
        server.stop(0);
        assertThat(carrier.carry(delivery(url())).result()).isEqualTo(Attempt.Result.FAILED);
    }

    @Test
    void carry_aPrivateAddress_fails() {
        assertThat(carrier.carry(delivery("https://10.0.0.1/")).reason()).contains("not public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://169.254.169.254/",
                "https://192.168.0.1/",
                "https://100.64.0.1/",
                "https://[::1]/",
                "https://[fd12:3456::1]/",
                "https://[::ffff:127.0.0.1]/"
            })
    void carry_whereLoopbackIsClosedToo_failsForWhatIsNotPublic(String url) {
        try (OutboundHttp closed = new OutboundHttp(new OutboundPolicy(false, Set.of()))) {
            Attempt attempt = new WebhookCarrier(closed, Clock.systemUTC()).carry(delivery(url));
            Attempt own = new WebhookCarrier(closed, Clock.systemUTC()).carry(delivery(url()));

            assertThat(attempt.result()).isEqualTo(Attempt.Result.FAILED);
            assertThat(attempt.status()).isNull();
            assertThat(own.result()).isEqualTo(Attempt.Result.FAILED);
            assertThat(bodies).isEmpty();
        }
    }

    /** The figures were computed by python3's hmac, hashlib and base64 modules. */
    @Test
    void headers_areThoseOfStandardWebhooks_andOurs() {
        Map<String, String> headers =
                WebhookSignature.headers(new WebhookSecret(SECRET), "msg_1", 1_700_000_000, "{\"a\":1}");

        assertThat(headers)
                .containsEntry("webhook-id", "msg_1")
                .containsEntry("webhook-timestamp", "1700000000")
                .containsEntry("webhook-signature", "v1,WUgAXU8H0NQ1/7M+TtMwKma2b74a3/TCgekiM3YUdN8=")
                .containsEntry(
                        "X-abTestBot-Signature",
                        "sha256=2cd5cc259d1ac9ab501ad18ad5d1d976a8d8bb6591bfad8fb5b3ca46835f8f1e");
    }

    @Test
    void secret_isNewEachTime_andNotShownByToString() {
        var random = new java.security.SecureRandom();
        WebhookSecret one = WebhookSecret.create(random);

        assertThat(one).isNotEqualTo(WebhookSecret.create(random));
        assertThat(one.decoded()).hasSize(32);
        assertThat(one.toString()).doesNotContain(one.shown().substring(6));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    private static Delivery delivery(String url) {
        return new Delivery(1, "msg_1", "ch", Channel.Kind.WEBHOOK, url, SECRET, "t", "s", "{\"type\":\"ä\"}", 1);
    }
}
