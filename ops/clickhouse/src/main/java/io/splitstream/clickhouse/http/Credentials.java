package io.splitstream.clickhouse.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Who a request says it is from: {@code X-ClickHouse-User} and {@code X-ClickHouse-Key}, else Basic authorization, else
 * the parameters {@code user} and {@code password}.
 */
record Credentials(String user, String password) {
    static Optional<Credentials> of(Headers headers, UrlParameters parameters) {
        String user = headers.getFirst("X-ClickHouse-User");
        if (user != null) {
            String key = headers.getFirst("X-ClickHouse-Key");
            return Optional.of(new Credentials(user, key == null ? "" : key));
        }
        String authorization = headers.getFirst("Authorization");
        if (authorization != null) {
            return basic(authorization);
        }
        return parameters
                .get("user")
                .map(name -> new Credentials(name, parameters.get("password").orElse("")));
    }

    private static Optional<Credentials> basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + "]"; // never the password
    }
}
