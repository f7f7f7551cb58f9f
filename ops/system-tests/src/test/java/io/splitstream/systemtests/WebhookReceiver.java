package io.splitstream.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Takes webhooks on loopback, verifies their signatures as a receiver would, and counts them by their id. */
final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TOLERANCE_SECONDS = 300;

    private final HttpServer server;
    private final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private volatile String secret = "";

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    static WebhookReceiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        WebhookReceiver receiver = new WebhookReceiver(server);
        server.createContext("/hook", receiver::take);
        server.start();
        return receiver;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Sets the secret, as it was shown. */
    void secret(String shown) {
        secret = shown;
    }

    /** How many messages of an id came. */
    int received(String id) {
        return received.getOrDefault(id, 0);
    }

    /** What was wrong with messages that came. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Headers headers = exchange.getRequestHeaders();
        String id = headers.getFirst("webhook-id");
        try {
            verify(headers, body);
            JsonNode message = JSON.readTree(body);
            if (!message.hasNonNull("type")
                    || !message.hasNonNull("timestamp")
                    || !message.path("data").path("id").asText().equals(id)) {
                faults.add("not {type, timestamp, data}: " + body);
            }
        } catch (GeneralSecurityException e) {
            faults.add(e.getMessage());
        }
        received.merge(id, 1, Integer::sum);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void verify(Headers headers, String body) throws GeneralSecurityException {
        String time = headers.getFirst("webhook-timestamp");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String signed = headers.getFirst("webhook-id") + "." + time + "." + body;
        String expected = "v1," + Base64.getEncoder().encodeToString(hmac(key, signed));
        if (!expected.equals(headers.getFirst("webhook-signature"))) {
            faults.add("webhook-signature: " + headers.getFirst("webhook-signature") + " (expected: " + expected + ")");
        }
        if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(time)) > TOLERANCE_SECONDS) {
            faults.add("webhook-timestamp: " + time);
        }
        String ours = "sha256=" + HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
        if (!ours.equals(headers.getFirst("X-abTestBot-Signature"))) {
            faults.add("X-abTestBot-Signature: " + headers.getFirst("X-abTestBot-Signature"));
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
