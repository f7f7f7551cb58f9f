package io.splitstream.benchmarks.client;

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

/** Queries to ClickHouse's HTTP interface as the user that only reads. Safe for use by several threads. */
public final class ClickHouseReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final Credentials credentials;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    public ClickHouseReader(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * The rows of a query, each a list of texts.
     *
     * @param parameters of the query, such as {@code {name:String}}
     */
    public List<List<String>> rows(String query, Map<String, ?> parameters) throws IOException, InterruptedException {
        StringBuilder uri = new StringBuilder(credentials.clickhouse() + "/?default_format=TabSeparated");
        parameters.forEach((name, value) ->
                uri.append("&param_" + name + "=").append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri.toString()))
                .timeout(TIMEOUT)
                .header("X-ClickHouse-User", credentials.clickhouseUser())
                .header("X-ClickHouse-Key", credentials.clickhousePassword())
                .POST(BodyPublishers.ofString(query))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("ClickHouse answered " + answer.statusCode() + ": " + answer.body());
        }
        List<List<String>> rows = new ArrayList<>();
        answer.body().lines().forEach(line -> rows.add(List.of(line.split("\t", -1))));
        return rows;
    }

    /** The only number that a query gives. */
    public long number(String query, Map<String, ?> parameters) throws IOException, InterruptedException {
        return Long.parseLong(rows(query, parameters).get(0).get(0));
    }
}
