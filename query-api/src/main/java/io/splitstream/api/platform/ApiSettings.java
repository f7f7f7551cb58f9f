package io.splitstream.api.platform;

import io.splitstream.contracts.identity.TokenSettings;
import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import io.splitstream.contracts.settings.SharedSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings of the query API.
 *
 * @param edge where the collector is
 * @param requestsPerSecond what one caller may send; beyond, 429
 */
public record ApiSettings(
        String bind,
        int port,
        int metricsPort,
        URI edge,
        int requestsPerSecond,
        TokenSettings tokens,
        String kafka,
        Postgres postgres,
        ClickHouse clickHouse) {
    private static final Setting<String> BIND = Setting.text(
                    "SPLITSTREAM_API_BIND", "The address that the API and its page listen on.")
            .orElse("127.0.0.1");
    private static final Setting<Integer> PORT = Setting.integer(
                    "SPLITSTREAM_API_PORT", "The port that the API and its page listen on.", 1, 65_535)
            .orElse("8080");
    private static final Setting<Integer> METRICS_PORT = Setting.integer(
                    "SPLITSTREAM_API_METRICS_PORT", "The loopback port of /metrics for Prometheus.", 1, 65_535)
            .orElse("9180");
    private static final Setting<String> EDGE_URL = Setting.text(
                    "SPLITSTREAM_EDGE_URL", "The collector, as a URL; event routes are forwarded to it.")
            .orElse("http://127.0.0.1:8090");
    private static final Setting<Integer> REQUESTS_PER_SECOND = Setting.integer(
                    "SPLITSTREAM_API_REQUESTS_PER_SECOND",
                    "Requests that one caller (a token's subject in its workspace) may send each second; beyond, 429."
                            + " Events are not among them, the collector has a limit of its own.",
                    1,
                    1_000_000)
            .orElse("10000");
    private static final Setting<String> POSTGRES_URL = Setting.text(
                    "SPLITSTREAM_POSTGRES_URL", "PostgreSQL, as a JDBC URL.")
            .orElse("jdbc:postgresql://127.0.0.1:5433/splitstream");
    private static final Setting<String> POSTGRES_USER = Setting.text(
                    "SPLITSTREAM_POSTGRES_USER", "The PostgreSQL user that owns the API's tables.")
            .orElse("splitstream");
    private static final Setting<String> POSTGRES_PASSWORD =
            Setting.secret("SPLITSTREAM_POSTGRES_PASSWORD", "The password of SPLITSTREAM_POSTGRES_USER.", 8);

    private static final List<Setting<?>> OWN = List.of(
            BIND,
            PORT,
            METRICS_PORT,
            EDGE_URL,
            REQUESTS_PER_SECOND,
            POSTGRES_URL,
            POSTGRES_USER,
            POSTGRES_PASSWORD,
            SharedSettings.KAFKA_BOOTSTRAP_SERVERS,
            SharedSettings.CLICKHOUSE_URL,
            SharedSettings.CLICKHOUSE_USER,
            SharedSettings.CLICKHOUSE_PASSWORD);

    private static final List<Setting<?>> DECLARED =
            Stream.concat(OWN.stream(), TokenSettings.DECLARED.stream()).toList();

    /** How to reach PostgreSQL. */
    public record Postgres(String url, String user, String password) {}

    /** How to reach ClickHouse. */
    public record ClickHouse(String url, String user, String password) {}

    /**
     * Reads the settings.
     *
     * @throws io.splitstream.contracts.settings.SettingsException naming everything that cannot be used
     */
    public static ApiSettings load(Map<String, String> environment) {
        Settings settings = Settings.load(environment, DECLARED);
        return new ApiSettings(
                settings.get(BIND),
                settings.get(PORT),
                settings.get(METRICS_PORT),
                URI.create(settings.get(EDGE_URL)),
                settings.get(REQUESTS_PER_SECOND),
                TokenSettings.of(settings),
                settings.get(SharedSettings.KAFKA_BOOTSTRAP_SERVERS),
                new Postgres(settings.get(POSTGRES_URL), settings.get(POSTGRES_USER), settings.get(POSTGRES_PASSWORD)),
                new ClickHouse(
                        settings.get(SharedSettings.CLICKHOUSE_URL),
                        settings.get(SharedSettings.CLICKHOUSE_USER),
                        settings.get(SharedSettings.CLICKHOUSE_PASSWORD)));
    }
}
