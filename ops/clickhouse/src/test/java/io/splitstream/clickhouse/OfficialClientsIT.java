package io.splitstream.clickhouse;

import static io.splitstream.clickhouse.GatewayProcess.WRITER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Java clients against the gateway, with their default settings. */
class OfficialClientsIT {
    @TempDir
    static Path directory;

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = GatewayProcess.start(directory, Map.of());
        gateway.ask(WRITER, "CREATE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
        gateway.ask(WRITER, "INSERT INTO t SELECT number, toString(number) FROM numbers(100000)");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static Client.Builder builder(String user, String password) {
        return new Client.Builder()
                .addEndpoint(gateway.url())
                .setUsername(user)
                .setPassword(password)
                .setDefaultDatabase("splitstream");
    }

    private static Connection jdbc(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(
                "jdbc:clickhouse:" + gateway.url().substring("http:".length()) + "/splitstream", properties);
    }

    @Test
    void client_withDefaults_readsManyBlocks() throws Exception {
        try (Client client = builder("analyst", "analyst-secret").build()) {
            assertThat(client.ping()).isTrue();
            List<GenericRecord> rows =
                    client.queryAll("SELECT a, s FROM t WHERE a >= {from:UInt64} ORDER BY a", Map.of("from", 10));

            assertThat(rows).hasSize(99_990);
            assertThat(rows.get(99_989).getString("s")).isEqualTo("99999");
        }
    }

    @Test
    void client_refused_getsTheCode() throws Exception {
        try (Client client = builder("analyst", "analyst-secret").build()) {
            assertThatThrownBy(() -> client.queryAll("DROP TABLE t"))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            ServerException.class, e -> assertThat(e.getCode()).isEqualTo(164));
        }
    }

    @Test
    void client_compressingBothWays_inserts() throws Exception {
        for (boolean httpCompression : new boolean[] {false, true}) {
            gateway.ask(WRITER, "CREATE TABLE IF NOT EXISTS c (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
            gateway.ask(WRITER, "TRUNCATE TABLE c");
            try (Client client = builder("splitstream", "writer-secret")
                    .compressClientRequest(true)
                    .compressServerResponse(true)
                    .useHttpCompression(httpCompression)
                    .build()) {
                String rows = "{\"a\":1,\"s\":\"x\\n\\nDROP TABLE c\"}\n\n\n{\"a\":2,\"s\":\"y\"}\n".repeat(10_000);
                try (InsertResponse response = client.insert(
                                "c", new ByteArrayInputStream(rows.getBytes(UTF_8)), ClickHouseFormat.JSONEachRow)
                        .get()) {
                    assertThat(response.getWrittenRows()).isEqualTo(20_000);
                }
                assertThat(client.queryAll("SELECT count() AS n FROM c").get(0).getLong("n"))
                        .isEqualTo(20_000);
            }
        }
    }

    @Test
    void jdbc_withDefaults_readsAndDescribes() throws Exception {
        try (Connection connection = jdbc("analyst", "analyst-secret");
                PreparedStatement select = connection.prepareStatement("SELECT a, s FROM t WHERE a = ?")) {
            select.setLong(1, 77);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.getMetaData().getColumnTypeName(2)).isEqualTo("String");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("s")).isEqualTo("77");
                assertThat(rows.next()).isFalse();
            }
            try (ResultSet tables = connection.getMetaData().getTables(null, "splitstream", "t", null)) {
                assertThat(tables.next()).isTrue();
            }
        }
    }

    @Test
    void jdbc_asWriter_definesAndInsertsBatches() throws Exception {
        try (Connection connection = jdbc("splitstream", "writer-secret");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE j (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO j (a, s) VALUES (?, ?)")) {
                for (int i = 0; i < 1_000; i++) {
                    insert.setLong(1, i);
                    insert.setString(2, "x'y\n\nDROP TABLE j; -- " + i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (ResultSet rows = statement.executeQuery("SELECT count(), max(s) FROM j")) {
                rows.next();
                assertThat(rows.getLong(1)).isEqualTo(1_000);
                assertThat(rows.getString(2)).contains("\n\nDROP TABLE j; -- ");
            }
        }
    }

    @Test
    void jdbc_withAWrongPassword_isRefused() throws Exception {
        try (Connection connection = jdbc("analyst", "wrong-password");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Authentication failed");
        }
    }
}
