package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.edge.fuzz.FuzzRun;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Requests of every route, damaged at random, on real connections: no answer is a 5xx but for want of room, the edge
 * goes on, and its books balance.
 */
final class HttpFuzzTest extends ListenerFixture {
    private static final int SHARE = 20;
    private static final int PATIENCE_MILLIS = 20;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    @Test
    void requests_damaged_areAnsweredOrCutOffAndNothingBreaks() throws Exception {
        FuzzRun whole = FuzzRun.of(20_000);
        // A connection each takes longer than a parse: a twentieth of them.
        FuzzRun run = new FuzzRun(whole.inputs() / SHARE, whole.seed());

        run.run("requests", examples(), input -> {
            nanos.addAndGet(1_000_000_000L);
            for (Matcher status = STATUS.matcher(exchange(input)); status.find(); ) {
                assertThat(Integer.parseInt(status.group(1)))
                        .as(new String(input, StandardCharsets.ISO_8859_1))
                        .isLessThan(500);
            }
        });

        assertThat(post("/api/experiments/events", EVENT).statusCode()).isEqualTo(202);
        await(() -> ledger.balance().inFlight() == 0 && bytes.reserved() == 0 && events.reserved() == 0);
    }

    /** What comes back within a short time. */
    private String exchange(byte[] input) throws IOException {
        StringBuilder answers = new StringBuilder();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(input);
            InputStream in = socket.getInputStream();
            byte[] part = new byte[8192];
            for (int length = in.read(part); length > 0; length = in.read(part)) {
                answers.append(new String(part, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // It waits for the rest of a request, or has cut the connection: both are its right.
            return answers.toString();
        }
        return answers.toString();
    }

    private List<byte[]> examples() {
        return Stream.of(
                        request("POST", "/api/experiments/events", "application/json", EVENT),
                        request(
                                "POST",
                                "/sommos/api/experiments/events/batch",
                                "application/json",
                                "{\"events\":[" + EVENT + "]}"),
                        request(
                                "POST",
                                "/api/experiments/exp/events/impression",
                                "application/json",
                                "{\"user_id\":\"u\",\"variant_id\":\"A\"}"),
                        request(
                                "POST",
                                "/api/experiments/exp/events/conversion",
                                "application/json",
                                "{\"user_id\":\"u\",\"variant_id\":\"A\",\"value\":1}"),
                        request("POST", "/collect", "application/x-ndjson", EVENT + "\n" + BAD + "\n"),
                        request("POST", "/collect", "text/plain", "[" + EVENT + "]"),
                        request(
                                "POST",
                                "/studies/api/sessions/own/events",
                                "application/json",
                                "{\"events\":[{\"type\":\"click\"}]}"),
                        request("GET", "/health/ready", "text/plain", ""),
                        chunked())
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private String request(String method, String path, String type, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: " + type + "\r\nUser-Agent: fuzz\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private String chunked() {
        return "POST /collect HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + Integer.toHexString(EVENT.length())
                + "\r\n" + EVENT + "\r\n0\r\n\r\n";
    }
}
