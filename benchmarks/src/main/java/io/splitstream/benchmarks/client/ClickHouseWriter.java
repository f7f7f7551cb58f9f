package io.splitstream.benchmarks.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** ClickHouse's HTTP interface as the user that writes, as which the jobs store their rows. Safe for several threads. */
public final class ClickHouseWriter {
    private static final String USER = "splitstream";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final URI clickHouse;
    private final String password;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private ClickHouseWriter(URI clickHouse, String password) {
        this.clickHouse = clickHouse;
        this.password = password;
    }

    /** The writer of the stack that a file of credentials belongs to; its password is in {@code secrets.json} beside it. */
    public static ClickHouseWriter of(Path credentialsFile) throws IOException {
        JsonNode secrets = new ObjectMapper()
                .readTree(credentialsFile
                        .toAbsolutePath()
                        .resolveSibling("secrets.json")
                        .toFile());
        return new ClickHouseWriter(
                Credentials.read(credentialsFile).clickhouse(),
                secrets.required("clickhouse_password").asText());
    }

    /** Executes a statement. */
    public void execute(String sql, Map<String, ?> parameters) throws IOException, InterruptedException {
        ask(parameters(parameters), BodyPublishers.ofString(sql));
    }

    /** What a query gives, in the format that it names. */
    public byte[] read(String sql, Map<String, ?> parameters) throws IOException, InterruptedException {
        return ask(parameters(parameters), BodyPublishers.ofString(sql));
    }

    /** Inserts rows by a statement that ends with their format. */
    public void insert(String sql, byte[] rows) throws IOException, InterruptedException {
        ask("&query=" + encoded(sql), BodyPublishers.ofByteArray(rows));
    }

    private byte[] ask(String parameters, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(clickHouse + "/?max_execution_time=" + TIMEOUT.toSeconds() + parameters))
                .timeout(TIMEOUT)
                .header("X-ClickHouse-User", USER)
                .header("X-ClickHouse-Key", password)
                .POST(body)
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("ClickHouse answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    private static String parameters(Map<String, ?> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append("&param_" + name + "=").append(encoded(value.toString())));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
