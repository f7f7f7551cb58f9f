package io.splitstream.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ClickHouse's HTTP interface as one user. */
final class ClickHouse {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI address;
    private final String user;
    private final String password;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    ClickHouse(URI address, String user, String password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    URI address() {
        return address;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    /** The rows of a query, each a list of texts. */
    List<List<String>> rows(String query) throws IOException, InterruptedException {
        return rows(query, Map.of());
    }

    /** The rows of a query with parameters such as {@code {name:String}}. */
    List<List<String>> rows(String query, Map<String, String> parameters) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(query + " FORMAT TabSeparated", parameters, "");
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode() + " for " + query + ": " + answer.body());
        }
        List<List<String>> rows = new ArrayList<>();
        answer.body().lines().forEach(line -> rows.add(List.of(line.split("\t", -1))));
        return rows;
    }

    /** The only number that a query gives. */
    long number(String query) throws IOException, InterruptedException {
        return Long.parseLong(rows(query).get(0).get(0));
    }

    /** Runs any statement. */
    HttpResponse<String> send(String statement, String body) throws IOException, InterruptedException {
        return send(statement, Map.of(), body);
    }

    private HttpResponse<String> send(String statement, Map<String, String> parameters, String body)
            throws IOException, InterruptedException {
        StringBuilder uri = new StringBuilder(address + "/?query=" + encoded(statement));
        parameters.forEach((name, value) -> uri.append("&param_" + name + "=" + encoded(value)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri.toString()))
                .timeout(TIMEOUT)
                .header("X-ClickHouse-User", user)
                .header("X-ClickHouse-Key", password)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
