package io.splitstream.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.EventSender;
import io.splitstream.benchmarks.load.SenderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stack under test.
 *
 * @param data its data directory
 * @param jwtSecret key of its HS256 tokens
 * @param clickhousePassword of the ClickHouse user that reads and writes
 */
record Stack(Path data, Credentials credentials, String jwtSecret, String clickhousePassword) {
    /** The workspace of the development tokens. */
    static final String WORKSPACE = "dev";

    /** The ClickHouse user that reads and writes. */
    static final String CLICKHOUSE_USER = "splitstream";

    private static final int API_PORT = 8080;
    private static final int KAFKA_PORT = 9092;
    private static final int API_METRICS_PORT = 9180;
    private static final int EDGE_METRICS_PORT = 9190;
    private static final int CLICKHOUSE_METRICS_PORT = 9363;

    /** The stack that the property {@code splitstream.data} names. */
    static Stack running() throws IOException {
        return at(Path.of(property("splitstream.data")));
    }

    /** The stack on a data directory. */
    static Stack at(Path data) throws IOException {
        Path secretsFile = data.resolve("secrets.json");
        if (!Files.exists(secretsFile)) {
            throw new IOException(secretsFile + " does not exist: start a stack on " + data + " first");
        }
        JsonNode secrets = new ObjectMapper().readTree(secretsFile.toFile());
        return new Stack(
                data,
                Credentials.read(data.resolve("dev-credentials.json")),
                secrets.required("jwt_secret").asText(),
                secrets.required("clickhouse_password").asText());
    }

    /** The checkout. */
    static Path root() {
        return Path.of(property("splitstream.root")).toAbsolutePath().normalize();
    }

    /** A system property that the build sets. */
    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("-D" + name + " is not set");
        }
        return value;
    }

    /** Whether the API, and with it the whole pipeline, and the edge say that they are ready. */
    boolean isReady() throws IOException, InterruptedException {
        ApiClient edge = client(credentials.edge(), credentials.adminToken());
        return admin().get("/health/ready").status() == 200
                && edge.get("/health/ready").status() == 200;
    }

    /** A client whose every answer is held against the document of its surface. */
    ApiClient client(URI service, String token) {
        return new ApiClient(service, token, Documented.ALL);
    }

    /** The bearer of the cron routes. */
    String cronSecret() throws IOException {
        return credential("/cron_secret");
    }

    /** The key of the development workspace for site testing. */
    String siteKey() throws IOException {
        return credential("/abtestbot_key");
    }

    /** A client whose token asks for flows, at the root. */
    ApiClient flows() throws IOException {
        return new ApiClient(credentials.api(), credential("/tokens/flows"), Documented.ALL_FOR_FLOWS);
    }

    private String credential(String pointer) throws IOException {
        return new ObjectMapper()
                .readTree(data.resolve("dev-credentials.json").toFile())
                .requiredAt(pointer)
                .asText();
    }

    ApiClient admin() {
        return client(credentials.api(), credentials.adminToken());
    }

    Experiments experiments() {
        return new Experiments(admin());
    }

    Tokens tokens() {
        return new Tokens(jwtSecret);
    }

    EventSender sender() {
        return new EventSender(SenderSettings.to(credentials.edge(), credentials.crewToken()));
    }

    /** ClickHouse as the user that only reads. */
    ClickHouse analyst() {
        return new ClickHouse(credentials.clickhouse(), credentials.clickhouseUser(), credentials.clickhousePassword());
    }

    /** ClickHouse as the user that reads and writes. */
    ClickHouse writer() {
        return new ClickHouse(credentials.clickhouse(), CLICKHOUSE_USER, clickhousePassword);
    }

    String kafka() {
        return "127.0.0.1:" + shifted(KAFKA_PORT);
    }

    /** The edge's Prometheus page. */
    URI edgeMetrics() {
        return URI.create("http://127.0.0.1:" + shifted(EDGE_METRICS_PORT) + "/metrics");
    }

    /** The Prometheus pages of the API, the edge and ClickHouse. */
    List<URI> metricPages() {
        return Stream.of(API_METRICS_PORT, EDGE_METRICS_PORT, CLICKHOUSE_METRICS_PORT)
                .map(port -> URI.create("http://127.0.0.1:" + shifted(port) + "/metrics"))
                .toList();
    }

    private int shifted(int port) {
        return port + credentials.api().getPort() - API_PORT;
    }
}
