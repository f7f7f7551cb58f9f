package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.splitstream.edge.ring.Fate;
import io.splitstream.edge.ring.Submission;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** HTTP/2 that a client speaks from its first byte on. */
final class Http2Test extends ListenerFixture {
    private static final String PATH = "/api/experiments/events";

    @Test
    void priorKnowledge_event_isAccepted() throws Exception {
        try (Http2Client http2 = new Http2Client(address)) {
            Http2Client.Answer answer = get(http2.post(PATH, token, EVENT, true));

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("{\"success\":true,\"message\":\"Event tracked successfully\"}");
            assertThat(sent).hasSize(1);
        }
    }

    @Test
    void refusals_haveTheSameWords() throws Exception {
        try (Http2Client http2 = new Http2Client(address)) {
            assertThat(get(http2.post(PATH, token, BAD, true)).body()).contains("VALIDATION_ERROR");
            assertThat(get(http2.post("/nope", token, EVENT, true)).status()).isEqualTo(404);
            assertThat(get(http2.post(PATH, "no token", EVENT, true)).status()).isEqualTo(401);
            assertThat(get(http2.post(PATH + "?" + "x".repeat(5_000), token, EVENT, true))
                            .status())
                    .isEqualTo(414);
            assertThat(get(http2.post(PATH, token, EVENT, true)).status()).isEqualTo(202);
        }
    }

    @Test
    void headers_tooLarge_areAnswered431() throws Exception {
        try (Http2Client http2 = new Http2Client(address)) {
            Http2Client.Answer answer = get(http2.send(
                    new DefaultHttp2Headers()
                            .method("POST")
                            .path(PATH)
                            .scheme("http")
                            .authority("x")
                            .add("x-long", "y".repeat(20_000)),
                    EVENT,
                    true));

            assertThat(answer.status()).isEqualTo(431);
        }
    }

    @Test
    void stream_thatStalls_isResetAndItsBytesAreReleased() throws Exception {
        try (Http2Client http2 = new Http2Client(address)) {
            CompletableFuture<Http2Client.Answer> stalled = http2.post("/collect", token, "half a body", false);
            await(() -> bytes.reserved() > 0);

            assertThat(get(stalled).status()).isZero();
            await(() -> bytes.reserved() == 0);
        }
    }

    @Test
    void streams_countAmongTheConnections_andBeyondAreRefused() throws Exception {
        try (Http2Client http2 = new Http2Client(address);
                Http2Client other = new Http2Client(address)) {
            List<CompletableFuture<Http2Client.Answer>> stalled = new ArrayList<>();
            for (int i = 2; i < CONNECTIONS; i++) {
                stalled.add((i % 2 == 0 ? http2 : other).post("/collect", token, "half a body", false));
            }
            await(() -> bytes.reserved() == (CONNECTIONS - 2) * (4L << 10));
            assertThat(get(http2.post(PATH, token, EVENT, true)).status()).isZero();
            try (Socket another = new Socket(address.getAddress(), address.getPort())) {
                assertThat(readAll(another)).isEmpty();
            }
            assertThat(sent).isEmpty();

            for (CompletableFuture<Http2Client.Answer> reset : stalled) {
                assertThat(get(reset).status()).isZero();
            }
            assertThat(get(http2.post(PATH, token, EVENT, true)).status()).isEqualTo(202);
        }
    }

    @Test
    void answers_thatNobodyTakes_areInTheWayOfLargeOnesAlone() throws Exception {
        String stream = EVENT + "\n" + "{}\n".repeat(9_999);
        try (Http2Client http2 = new Http2Client(address, 0)) {
            for (int i = 1; i <= 24; i++) {
                nanos.addAndGet(1_000_000_000L);
                var unused = http2.post("/collect", token, stream, true);
                long received = 10_000L * i;
                await(() -> ledger.balance().received() == received);
            }
            int taken = sent.size();
            assertThat(taken).isLessThan(24);

            nanos.addAndGet(1_000_000_000L);
            HttpResponse<String> large = post("/collect", stream);
            assertThat(large.statusCode()).isEqualTo(503);
            assertThat(large.body()).contains("UNAVAILABLE", "nothing of the request was taken");
            assertThat(sent).hasSize(taken);
            assertThat(post(PATH, EVENT).statusCode()).isEqualTo(202);
        }

        await(() -> listener.connections() < 2);
        nanos.addAndGet(1_000_000_000L);
        assertThat(post("/collect", stream).statusCode()).isEqualTo(200);
    }

    @Test
    void connection_idle_isClosed() throws Exception {
        try (Http2Client http2 = new Http2Client(address)) {
            assertThat(get(http2.post(PATH, token, EVENT, true)).status()).isEqualTo(202);

            assertThat(http2.goAway().get(10, TimeUnit.SECONDS)).isTrue();
            await(() -> !http2.isOpen());
        }
    }

    @Test
    void connection_thatSaysHalfOfThePreface_isClosed() throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write("PRI * HT".getBytes(StandardCharsets.US_ASCII));

            assertThat(readAll(socket)).isEmpty();
        }
    }

    @Test
    void drain_whileAnAnswerIsOwed_givesItAndSaysGo() throws Exception {
        Queue<Submission> held = new ConcurrentLinkedQueue<>();
        broker = (event, submission) -> held.add(submission);
        try (Http2Client http2 = new Http2Client(address)) {
            CompletableFuture<Http2Client.Answer> answer = http2.post(PATH, token, EVENT, true);
            await(() -> held.size() == 1);

            listener.stopAccepting();
            assertThat(http2.goAway().get(5, TimeUnit.SECONDS)).isTrue();
            held.forEach(submission -> submission.settle(Fate.ACKED));

            assertThat(get(answer).status()).isEqualTo(202);
            assertThat(listener.awaitIdle(Duration.ofSeconds(2))).isTrue();
        }
    }

    private static Http2Client.Answer get(CompletableFuture<Http2Client.Answer> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }
}
