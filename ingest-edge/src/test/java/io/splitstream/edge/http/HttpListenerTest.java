package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.event.Interaction;
import io.splitstream.contracts.event.InteractionType;
import io.splitstream.edge.ring.Fate;
import io.splitstream.edge.ring.Submission;
import io.splitstream.edge.telemetry.EventLedger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The HTTP surface on a real socket, with a broker that does what each test tells it. */
final class HttpListenerTest extends ListenerFixture {
    @Test
    void session_ownInteractions_areAppendedUnderTheTester() throws Exception {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        HttpResponse<String> answer = post(
                "/studies/api/sessions/own/events",
                "{\"events\":[{\"type\":\"click\",\"target\":\"#buy\",\"url\":\"/cart\",\"timestamp\":\"" + at
                        + "\",\"data\":{\"x\":1},\"event_id\":\"i1\"},{\"type\":\"scroll\",\"timestamp\":\"" + at
                        + "\"}]}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"success\":true,\"data\":{\"sessionId\":\"own\",\"acceptedCount\":2},\"error\":null,"
                        + "\"metadata\":null}");
        assertThat(sent).hasSize(2).first().isInstanceOfSatisfying(Interaction.class, click -> {
            assertThat(click.testerId()).isEqualTo("u1");
            assertThat(click.studyId()).isEqualTo("job");
            assertThat(click.variant()).isEqualTo("A");
            assertThat(click.eventId()).isEqualTo("i1");
            assertThat(click.type()).isEqualTo(InteractionType.CLICK);
            assertThat(click.target()).isEqualTo("#buy");
            assertThat(click.data()).isEqualTo("{\"x\":1}");
            assertThat(click.timestamp()).isEqualTo(at.toEpochMilli());
        });
    }

    @Test
    void session_refusals_areInTheWordsOfItsSurface() throws Exception {
        String now = "{\"events\":[{\"type\":\"click\",\"timestamp\":\"" + Instant.now() + "\"}]}";

        assertRefused(409, "INVALID_STATE", post("/api/sessions/done/events", now));
        assertRefused(403, "FORBIDDEN", post("/api/sessions/other/events", now));
        assertRefused(404, "SESSION_NOT_FOUND", post("/api/sessions/none/events", now));
        assertRefused(404, "SESSION_NOT_FOUND", post("/api/sessions/foreign/events", now));
        HttpResponse<String> bad =
                post("/api/sessions/own/events", now.replace("]}", ",{\"type\":\"zap\"},{\"type\":\"click\"}]}"));
        assertRefused(400, "VALIDATION_ERROR", bad);
        assertThat(bad.body()).contains("events[1]: type must be one of", "events[2]: timestamp is required");
        assertRefused(400, "VALIDATION_ERROR", post("/api/sessions/own/events", "{\"events\":[]}"));
        assertThat(sent).isEmpty();
    }

    @Test
    void session_completed_takesWhatHappenedBefore() throws Exception {
        String earlier = Instant.now().minusSeconds(3).toString();

        HttpResponse<String> answer = post(
                "/api/sessions/done/events", "{\"events\":[{\"type\":\"click\",\"timestamp\":\"" + earlier + "\"}]}");

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    private static void assertRefused(int status, String code, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith("{\"success\":false,\"data\":null,\"error\":{\"code\":\"" + code + "\",\"message\":")
                .endsWith(",\"metadata\":null}")
                .doesNotContain("timestamp\":");
    }

    @Test
    void single_acked_isAccepted() throws Exception {
        HttpResponse<String> answer = post("/api/experiments/events", EVENT);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"success\":true,\"message\":\"Event tracked successfully\"}");
        assertThat(ledger.balance()).isEqualTo(new EventLedger.Balance(1, 1, Map.of(), 0, 0));
    }

    @Test
    void batch_acked_countsItsEvents() throws Exception {
        HttpResponse<String> answer =
                post("/sommos/api/experiments/events/batch", "{\"events\":[" + EVENT + "," + EVENT + "]}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"success\":true,\"message\":\"2 events tracked successfully\","
                        + "\"meta\":{\"events_count\":2}}");
    }

    @Test
    void batch_oneBadEvent_acceptsNothingAndNamesIt() throws Exception {
        HttpResponse<String> answer = post("/api/experiments/events/batch", "{\"events\":[" + EVENT + "," + BAD + "]}");

        String reason = "event_type must be one of impression, click, conversion, rating, or one that the"
                + " experiment's metrics name";
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"success\":false,\"error\":{\"code\":\"VALIDATION_ERROR\",\"message\":\"1 of 2 events"
                        + " cannot be accepted, so none was: events[1]: " + reason + "\",\"timestamp\":\"")
                .endsWith("\"details\":[{\"index\":1,\"code\":\"VALIDATION_ERROR\",\"message\":\"" + reason + "\"}]}}");
        assertThat(sent).isEmpty();
        assertThat(ledger.balance())
                .isEqualTo(new EventLedger.Balance(2, 0, Map.of("validation_error", 1L, "batch", 1L), 0, 0));
    }

    @Test
    void stream_someBad_acceptsTheGood() throws Exception {
        HttpResponse<String> answer = post("/collect", EVENT + "\n" + BAD + "\n" + EVENT + "\n");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"success\":true,\"accepted\":2,\"verdicts\":[{\"index\":0,\"status\":202},"
                        + "{\"index\":1,\"status\":400,\"code\":\"VALIDATION_ERROR\",\"message\":"
                        + "\"event_type must be one of impression, click, conversion, rating, or one that the"
                        + " experiment's metrics name\"},"
                        + "{\"index\":2,\"status\":202}]}");
        assertThat(sent).hasSize(2);
    }

    @Test
    void stream_allGood_isAccepted() throws Exception {
        HttpResponse<String> answer = post("/collect", "[" + EVENT + "," + EVENT + "]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"success\":true,\"accepted\":2}");
    }

    @Test
    void single_withIdempotencyKey_hasTheSameIdEachTime() throws Exception {
        for (int i = 0; i < 2; i++) {
            send(request("/api/experiments/events")
                    .header("Idempotency-Key", "k")
                    .POST(body(EVENT)));
        }

        assertThat(sent)
                .extracting(record -> ((ExperimentEvent) record).eventId())
                .hasSize(2)
                .containsOnly(((ExperimentEvent) sent.peek()).eventId());
    }

    @Test
    void delivery_nothingSent_isUnavailable() throws Exception {
        broker = (event, submission) -> submission.settle(Fate.NOT_SENT);

        HttpResponse<String> answer = post("/api/experiments/events", EVENT);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"UNAVAILABLE\"");
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(ledger.balance().refused()).isEqualTo(Map.of("unavailable", 1L));
    }

    @Test
    void delivery_partlySent_isOutcomeUnknown() throws Exception {
        broker = (event, submission) -> submission.settle(sent.size() == 1 ? Fate.ACKED : Fate.NOT_SENT);

        HttpResponse<String> answer = post("/collect", EVENT + "\n" + EVENT);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"OUTCOME_UNKNOWN\"");
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(ledger.balance()).isEqualTo(new EventLedger.Balance(2, 1, Map.of("unavailable", 1L), 0, 0));
    }

    @Test
    void admission_noRoomForEvents_isUnavailable() throws Exception {
        Queue<Submission> held = new ConcurrentLinkedQueue<>();
        broker = (event, submission) -> held.add(submission);
        CompletableFuture<HttpResponse<String>> first = client.sendAsync(
                request("/collect").POST(body((EVENT + "\n").repeat(200))).build(),
                HttpResponse.BodyHandlers.ofString());
        await(() -> held.size() == 200);

        HttpResponse<String> second = post("/api/experiments/events", EVENT);
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).contains("UNAVAILABLE", "nothing of the request was taken");
        assertThat(send(HttpRequest.newBuilder(uri("/collect")).POST(body(EVENT)))
                        .statusCode())
                .as("told before anybody looks for a token")
                .isEqualTo(503);

        held.forEach(submission -> submission.settle(Fate.ACKED));
        assertThat(first.get().statusCode()).isEqualTo(202);
    }

    @Test
    void body_tooLarge_isRefusedAnnouncedOrNot() throws Exception {
        byte[] large = new byte[10 << 20];
        HttpResponse<String> announced =
                send(request("/api/experiments/events").POST(HttpRequest.BodyPublishers.ofByteArray(large)));
        HttpResponse<String> chunked = send(request("/collect")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(announced.body()).contains("PAYLOAD_TOO_LARGE", "more than 1048576 bytes");
        assertThat(chunked.statusCode()).isIn(413, 503);
        assertThat(post("/api/experiments/events", EVENT).statusCode()).isEqualTo(202);
    }

    @Test
    void head_refusals_haveTheirStatusAndCode() throws Exception {
        assertRefused(send(request("/nope").POST(body(EVENT))), 404, "ROUTE_NOT_FOUND");
        assertRefused(send(request("/api/experiments/events").GET()), 404, "ROUTE_NOT_FOUND");
        assertRefused(send(HttpRequest.newBuilder(uri("/collect")).POST(body(EVENT))), 401, "UNAUTHORIZED");
        assertRefused(
                send(request("/collect").header("Content-Type", "text/xml").POST(body(EVENT))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertRefused(
                send(request("/collect").header("Content-Encoding", "br").POST(body(EVENT))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertRefused(
                send(request("/collect").header("Idempotency-Key", "a b").POST(body(EVENT))), 400, "VALIDATION_ERROR");
        assertRefused(
                post("/api/experiments/nope/events/impression", "{\"user_id\":\"u\",\"variant_id\":\"A\"}"),
                404,
                "EXPERIMENT_NOT_FOUND");
        assertThat(sent).isEmpty();
    }

    @Test
    void rate_exceeded_saysWhenToComeBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            post("/collect", (BAD + "\n").repeat(10_000));
        }

        HttpResponse<String> answer = post("/api/experiments/events", EVENT);

        assertRefused(answer, 429, "RATE_LIMITED");
        assertThat(answer.headers().firstValue("ratelimit-limit")).contains("20000");
        assertThat(answer.headers().firstValue("ratelimit-remaining")).contains("0");
        assertThat(answer.headers().firstValue("ratelimit-reset")).isPresent();
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void health_followsTheObjections() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/health/live")).GET()).statusCode())
                .isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(uri("/health/ready")).GET()).statusCode())
                .isEqualTo(200);

        objections = List.of("no broker");
        assertRefused(send(HttpRequest.newBuilder(uri("/health/ready")).GET()), 503, "UNAVAILABLE");
    }

    @Test
    void pipelining_answersInOrderOfRequests() throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            String head = "Host: x\r\nAuthorization: Bearer " + token + "\r\nContent-Length: ";
            String acked = "POST /api/experiments/events HTTP/1.1\r\n" + head + EVENT.length() + "\r\n\r\n" + EVENT;
            String refused = "POST /nope HTTP/1.1\r\n" + head + "2\r\n\r\n{}";
            String live = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write((acked + refused + acked + live).getBytes(StandardCharsets.US_ASCII));

            String all = new String(readAll(socket), StandardCharsets.UTF_8);

            assertThat(Pattern.compile("HTTP/1.1 (\\d+)").matcher(all).results().map(match -> match.group(1)))
                    .containsExactly("202", "404", "202", "200");
        }
    }

    @Test
    void pipelining_byAClientThatTakesNoAnswers_isRefused() throws Exception {
        byte[] bombs = gzip("{}\n".repeat(5_000));
        String head = "POST /collect HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                + "\r\nContent-Encoding: gzip\r\nContent-Length: " + bombs.length + "\r\n\r\n";
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < 60; i++) {
            requests.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            requests.writeBytes(bombs);
        }
        requests.writeBytes(
                "GET /nope HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
        var unused = time.scheduleAtFixedRate(() -> nanos.addAndGet(1_000_000_000L), 0, 1, TimeUnit.MILLISECONDS);
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(requests.toByteArray());
            Thread.sleep(1_000);

            String all = new String(readAll(socket), StandardCharsets.UTF_8);

            assertThat(Pattern.compile("HTTP/1.1 (\\d+)").matcher(all).results().map(match -> match.group(1)))
                    .hasSize(61)
                    .contains("200", "503");
        } finally {
            time.shutdownNow();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toByteArray();
    }

    @Test
    void connection_withoutHttp_isAnsweredAndClosed() throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write("NOT HTTP AT ALL\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(readAll(socket), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void connection_headerTooLong_isAnswered431() throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            String request = "GET /health/live HTTP/1.1\r\nX: " + "y".repeat(20_000) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(readAll(socket), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void connection_thatStalls_isClosedAndItsBytesAreReleased() throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            String head = "POST /collect HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Length: 1000\r\n\r\nhalf a body";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            await(() -> bytes.reserved() > 0);

            assertThat(readAll(socket)).isEmpty();
            await(() -> bytes.reserved() == 0);
        }
    }

    @Test
    void connection_thatSendsABodySteadilyForTooLong_isClosedUnanswered() throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(100);
            String head = "POST /collect HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Length: 1000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            long begun = System.nanoTime();
            int read = 0;
            while (read == 0) {
                socket.getOutputStream().write(' ');
                read = readOrWait(socket);
            }

            assertThat(read).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(IDLE.minusMillis(100), IDLE.multipliedBy(2));
        }
    }

    /** A byte, -1 at the end, 0 if neither comes in time. */
    private static int readOrWait(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Test
    void body_announced_takesRoomOnlyAsItComes_andThenAllThatItsArrayHas() throws Exception {
        buffers.giveBack(buffers.take(64 << 10));
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            String head = "POST /collect?k=00000000000000000000000000000000 HTTP/1.1\r\nHost: x\r\n"
                    + "Expect: 100-continue\r\nContent-Length: " + (64 << 10) + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
            assertThat(buffers.kept()).isEqualTo(64 << 10);
            assertThat(bytes.reserved()).isZero();

            out.write('[');
            await(() -> bytes.reserved() > 0);
            assertThat(bytes.reserved()).isEqualTo(4 << 10);
            assertThat(buffers.kept()).isEqualTo(64 << 10);
        }
    }

    @Test
    void body_compressed_countsAsWhatItDecodesTo() throws Exception {
        Queue<Submission> held = new ConcurrentLinkedQueue<>();
        broker = (event, submission) -> held.add(submission);
        String stream = (EVENT + "\n").repeat(100);
        HttpRequest.Builder request = request("/collect")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(stream)));
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        await(() -> held.size() == 100);

        assertThat(bytes.reserved()).isEqualTo(stream.length());
        long left = stream.length() - 1L;
        long others = (1 << 20) - bytes.reserved() - left;
        assertThat(bytes.tryReserve(others)).isTrue();
        assertThat(send(request).statusCode()).isEqualTo(503);
        bytes.release(others);

        held.forEach(submission -> submission.settle(Fate.ACKED));
        assertThat(first.get().statusCode()).isEqualTo(202);
    }

    @Test
    void body_thatWaitsForWhatIsKnown_countsAsItsArray() throws Exception {
        CompletableFuture<Void> known = new CompletableFuture<>();
        definitionFeed = () -> known;
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                request("/api/experiments/events")
                        .POST(body(EVENT.replace("exp\"", "new\"")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        await(() -> ledger.balance().received() == 1);

        await(() -> bytes.reserved() == 4 << 10);
        known.complete(null);
        assertThat(answer.get().statusCode()).isEqualTo(404);
    }

    @Test
    void connections_beyondTheLimit_areClosed() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                open.add(new Socket(address.getAddress(), address.getPort()));
            }
            await(() -> listener.connections() == CONNECTIONS);
            try (Socket another = new Socket(address.getAddress(), address.getPort())) {
                assertThat(readAll(another)).isEmpty();
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        await(() -> listener.connections() == 0);
        assertThat(post("/api/experiments/events", EVENT).statusCode()).isEqualTo(202);
    }

    @Test
    void expectContinue_isAnsweredBeforeTheBody() throws Exception {
        HttpResponse<String> answer =
                send(request("/api/experiments/events").expectContinue(true).POST(body(EVENT)));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void drain_whileAnAnswerIsOwed_givesItAndCloses() throws Exception {
        Queue<Submission> held = new ConcurrentLinkedQueue<>();
        broker = (event, submission) -> held.add(submission);
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                request("/api/experiments/events").POST(body(EVENT)).build(), HttpResponse.BodyHandlers.ofString());
        await(() -> held.size() == 1);

        listener.stopAccepting();
        assertThat(listener.awaitIdle(Duration.ofMillis(100))).isFalse();
        held.forEach(submission -> submission.settle(Fate.ACKED));

        assertThat(answer.get().statusCode()).isEqualTo(202);
        assertThat(answer.get().headers().firstValue("connection")).contains("close");
        assertThat(listener.awaitIdle(Duration.ofSeconds(2))).isTrue();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith("{\"success\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\"")
                .contains("\",\"timestamp\":\"20");
    }
}
