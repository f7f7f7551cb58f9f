package io.splitstream.api.surface;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls surfaces as admin, crew, guest, the admin of another workspace ({@code stranger}), an admin whose token asks
 * for flows ({@code flows}), or nobody. Every answer is checked.
 */
public final class SurfaceClient {
    public static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Check check;

    public SurfaceClient(int port, Check check) {
        this.port = port;
        this.check = check;
    }

    /** What every answer must be. */
    public interface Check {
        void check(String who, String method, String path, Reply reply);
    }

    /** An answer. */
    public record Reply(int status, String body, HttpHeaders headers) {
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    public Reply get(String who, String path) {
        return send(who, "GET", path, null, Map.of());
    }

    public Reply delete(String who, String path) {
        return send(who, "DELETE", path, null, Map.of());
    }

    public Reply post(String who, String path, @Nullable JsonObject body) {
        return send(who, "POST", path, body == null ? null : body.encode(), Map.of());
    }

    public Reply patch(String who, String path, JsonObject body) {
        return send(who, "PATCH", path, body.encode(), Map.of());
    }

    public Reply postText(String who, String path, String body) {
        return send(who, "POST", path, body, Map.of());
    }

    public Reply send(String who, String method, String path, String body, String mediaType) {
        return send(who, method, path, body, Map.of("Content-Type", mediaType));
    }

    public Reply send(String who, String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!who.isEmpty()) {
            request.header("Authorization", "Bearer " + token(who));
        }
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Reply reply = new Reply(response.statusCode(), response.body(), response.headers());
            check.check(who, method, path, reply);
            return reply;
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The first lines of a stream, which is then left. */
    public List<String> firstLines(String who, String path, int count) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token(who))
                .build();
        try (Stream<String> lines =
                http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.limit(count).toList();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String token(String who) {
        boolean stranger = who.equals("stranger");
        boolean flows = who.equals("flows");
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(who + "-1")
                .claim("role", stranger || flows ? "admin" : who)
                .claim("surface", flows ? "flows" : null)
                .claim("workspace_id", stranger ? "w2" : "w1")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            jwt.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
