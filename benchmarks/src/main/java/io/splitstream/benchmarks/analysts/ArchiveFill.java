package io.splitstream.benchmarks.analysts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Events put into the archive by SQL, beside the pipeline: users of a week, each with impressions, clicks, orders. */
final class ArchiveFill {
    private static final String WRITER = "splitstream";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** A user's events lie five minutes apart; a user begins within a week; one in ten has an order. */
    private static final String SQL = """
            INSERT INTO splitstream.events
            SELECT
                {workspace:String}, {experiment:String}, concat('user-', toString(user)), toString(number),
                if(user % 2 = 0, {control:String}, {test:String}),
                multiIf(step = 9 AND user % 10 < 1 + user % 2, 'conversion', step % 3 = 2, 'click', 'impression')
                    AS type,
                if(type = 'conversion', toDecimal64(10 + user % 90, 4), NULL), NULL, NULL,
                toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(user % 604800 + step * 300) AS time,
                false, time, time + toIntervalMillisecond(200), false, 'benchmark',
                if(user % 3 = 0, 'mobile', 'desktop'), '', toUInt16(user % 8), number, toUInt64(9223372036854775808) - number
            FROM (SELECT number, intDiv(number, {each:UInt64}) AS user, number % {each:UInt64} AS step
                  FROM numbers({events:UInt64}))
            """;

    private final URI clickHouse;
    private final String password;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private ArchiveFill(URI clickHouse, String password) {
        this.clickHouse = clickHouse;
        this.password = password;
    }

    /** A fill of the stack whose credentials these are; the writer's are beside them. */
    static ArchiveFill of(Path credentialsFile, Credentials credentials) throws IOException {
        JsonNode secrets = new ObjectMapper()
                .readTree(credentialsFile
                        .toAbsolutePath()
                        .resolveSibling("secrets.json")
                        .toFile());
        return new ArchiveFill(
                credentials.clickhouse(),
                secrets.required("clickhouse_password").asText());
    }

    /** Fills each experiment alike; returns how many seconds it took. */
    double fill(List<LoadTarget> targets, long users, int each) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (LoadTarget target : targets) {
            String parameters = "&param_workspace=dev&param_experiment=" + encoded(target.experimentId())
                    + "&param_control=" + encoded(target.variantIds().get(0))
                    + "&param_test=" + encoded(target.variantIds().get(1))
                    + "&param_each=" + each + "&param_events=" + users * each;
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(clickHouse + "/?max_execution_time=300" + parameters))
                    .timeout(TIMEOUT)
                    .header("X-ClickHouse-User", WRITER)
                    .header("X-ClickHouse-Key", password)
                    .POST(HttpRequest.BodyPublishers.ofString(SQL))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the archive cannot be filled: " + answer.body());
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
