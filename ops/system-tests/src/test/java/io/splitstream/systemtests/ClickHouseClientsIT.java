package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.Route;
import io.splitstream.benchmarks.load.RouteMix;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The ordinary clients of ClickHouse read results and archive, and what they insert stays data. */
@Order(5)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseClientsIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int EVENTS = 400;
    private static final String HOSTILE = "first line\n\n\nDROP TABLE splitstream.events;\n\n; SELECT 1;\n";

    private Stack stack;
    private ExpectedExperiment expected;

    @BeforeAll
    void fillAnExperiment() throws IOException, InterruptedException {
        stack = Stack.running();
        LoadTarget target = stack.experiments().start("clients", 2);
        EventGenerator generator = new EventGenerator(
                LoadPlan.of(5, EVENTS, 50, Instant.now().truncatedTo(ChronoUnit.MILLIS)), List.of(target));
        stack.sender().send(generator, RouteMix.only(Route.BATCH), 5, AckListener.NONE);
        expected = generator.expectation().get(0);
        Results results = new Results(stack);
        results.awaitComplete(target.experimentId(), Instant.now());
        results.assertArchive(expected);
    }

    @Test
    void npmClient_queryingResultsAndArchive_readsThem() throws IOException, InterruptedException {
        Path project = Path.of(Stack.property("splitstream.scratch"), "clickhouse-client");
        Files.createDirectories(project);
        copy("clickhouse-client/package.json", project.resolve("package.json"));
        copy("clickhouse-client/read.mjs", project.resolve("read.mjs"));
        Programs.run(project, LIMIT, Map.of(), List.of("npm", "install", "--no-audit", "--no-fund", "--silent"));

        String output = Programs.run(project, LIMIT, clickHouseEnvironment(), List.of("node", "read.mjs"));

        assertThat(output.strip()).isEqualTo(EVENTS + " " + EVENTS);
    }

    @Test
    void jdbc_queryingResultsAndArchive_readsThem() throws SQLException {
        try (Connection connection = jdbc(stack.analyst())) {
            assertThat(number(connection, "SELECT count() FROM v_events WHERE experiment_id = ?"))
                    .isEqualTo(EVENTS);
            assertThat(number(
                            connection, "SELECT sum(events) FROM experiment_statistics FINAL WHERE experiment_id = ?"))
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void curl_queryingResultsAndArchive_readsThem() throws IOException, InterruptedException {
        assertThat(curl("SELECT count() FROM v_events WHERE experiment_id = {experiment:String}"))
                .isEqualTo(String.valueOf(EVENTS));
        assertThat(curl("SELECT sum(events) FROM experiment_statistics FINAL"
                        + " WHERE experiment_id = {experiment:String}"))
                .isEqualTo(String.valueOf(EVENTS));
    }

    @Test
    void insert_payloadWithBlankLinesAndStatements_staysData() throws IOException, InterruptedException {
        ClickHouse writer = stack.writer();
        String table = "scratch_" + System.currentTimeMillis();
        long events = writer.number("SELECT count() FROM events");
        run(writer, "CREATE TABLE " + table + " (id UInt32, text String) ENGINE = MergeTree ORDER BY id", "");
        try {
            run(writer, "INSERT INTO " + table + " FORMAT CSV", "1,\"" + HOSTILE + "\"\n2,\"plain\"\n");

            assertThat(writer.number("SELECT count() FROM " + table)).isEqualTo(2);
            assertThat(writer.rows("SELECT hex(text) FROM " + table + " WHERE id = 1"))
                    .containsExactly(List.of(hex(HOSTILE)));
            assertThat(writer.number("SELECT count() FROM events")).isGreaterThanOrEqualTo(events);
        } finally {
            run(writer, "DROP TABLE " + table, "");
        }
    }

    @Test
    void jdbcInsert_valueWithBlankLinesAndStatements_staysData()
            throws SQLException, IOException, InterruptedException {
        ClickHouse writer = stack.writer();
        String table = "scratch_jdbc_" + System.currentTimeMillis();
        run(writer, "CREATE TABLE " + table + " (id UInt32, text String) ENGINE = MergeTree ORDER BY id", "");
        try (Connection connection = jdbc(writer);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
            insert.setInt(1, 1);
            insert.setString(2, HOSTILE);
            insert.addBatch();
            insert.executeBatch();

            assertThat(writer.rows("SELECT hex(text) FROM " + table)).containsExactly(List.of(hex(HOSTILE)));
        } finally {
            run(writer, "DROP TABLE " + table, "");
        }
    }

    @Test
    void analyst_writingInAnyWay_isRefused() throws IOException, InterruptedException {
        ClickHouse analyst = stack.analyst();
        for (String statement : List.of(
                "INSERT INTO events (event_id) VALUES ('x')",
                "CREATE TABLE mine (id UInt32) ENGINE = Memory",
                "DROP TABLE events",
                "TRUNCATE TABLE events",
                "ALTER TABLE events DELETE WHERE 1",
                "DROP VIEW v_events")) {
            HttpResponse<String> answer = analyst.send(statement, "");

            assertThat(answer.statusCode())
                    .as("%s: %s", statement, answer.body())
                    .isGreaterThanOrEqualTo(400);
            assertThat(answer.headers().firstValue("X-ClickHouse-Exception-Code"))
                    .as("code for %s: READONLY or ACCESS_DENIED", statement)
                    .hasValueSatisfying(code -> assertThat(code).isIn("164", "497"));
        }
        new Results(stack).assertArchive(expected);
    }

    @Test
    void secondStatement_afterASemicolon_isRefused() throws IOException, InterruptedException {
        HttpResponse<String> answer = stack.writer().send("SELECT 1; DROP TABLE v_events", "");

        assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        new Results(stack).assertArchive(expected);
    }

    @Test
    void anyone_withoutTheRightPassword_isRefused() {
        ClickHouse stranger = new ClickHouse(stack.credentials().clickhouse(), "analyst", "wrong");

        assertThatThrownBy(() -> stranger.number("SELECT 1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Authentication failed");
    }

    private Map<String, String> clickHouseEnvironment() {
        return Map.of(
                "CLICKHOUSE_ADDRESS", stack.analyst().address().toString(),
                "CLICKHOUSE_USER", stack.analyst().user(),
                "CLICKHOUSE_PASSWORD", stack.analyst().password(),
                "EXPERIMENT", expected.experimentId());
    }

    private String curl(String query) throws IOException, InterruptedException {
        ClickHouse analyst = stack.analyst();
        return Programs.run(
                        Path.of("."),
                        LIMIT,
                        Map.of(),
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--fail-with-body",
                                "--user",
                                analyst.user() + ":" + analyst.password(),
                                "--data-binary",
                                query,
                                analyst.address() + "/?param_experiment=" + expected.experimentId()))
                .strip();
    }

    private static Connection jdbc(ClickHouse user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user.user());
        properties.setProperty("password", user.password());
        return DriverManager.getConnection("jdbc:clickhouse:" + user.address() + "/splitstream", properties);
    }

    private long number(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, expected.experimentId());
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }

    private static void run(ClickHouse user, String statement, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = user.send(statement, body);
        assertThat(answer.statusCode()).as("%s: %s", statement, answer.body()).isEqualTo(200);
    }

    private static String hex(String text) {
        return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream from = ClickHouseClientsIT.class.getResourceAsStream("/" + resource)) {
            if (from == null) {
                throw new IOException(resource + " is missing from the class path");
            }
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
