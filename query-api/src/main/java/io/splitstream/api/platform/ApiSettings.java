package io.splitstream.api.platform;

import io.splitstream.contracts.identity.TokenSettings;
import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import io.splitstream.contracts.settings.SharedSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
        ClickHouse clickHouse,
        MailSettings mail,
        Outbound outbound,
        Exports exports,
        StudySettings studies,
        SiteTestingSettings sites) {
    private static final String NONE = "none";

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

    private static final Setting<String> SMTP_HOST = Setting.text(
                    "SPLITSTREAM_SMTP_HOST", "The mail server; none to write mails to the log instead.")
            .orElse(NONE);
    private static final Setting<Integer> SMTP_PORT = Setting.integer(
                    "SPLITSTREAM_SMTP_PORT", "The port of the mail server.", 1, 65_535)
            .orElse("587");
    private static final Setting<String> SMTP_USER = Setting.text(
                    "SPLITSTREAM_SMTP_USER", "Whom to sign in to the mail server as; none to send without.")
            .orElse(NONE);
    private static final Setting<String> SMTP_PASSWORD = Setting.secret(
                    "SPLITSTREAM_SMTP_PASSWORD", "The password of SPLITSTREAM_SMTP_USER.", 0)
            .orElse("");
    private static final Setting<Boolean> SMTP_TLS = Setting.flag(
                    "SPLITSTREAM_SMTP_TLS", "Whether the connection to the mail server must turn to TLS.")
            .orElse("true");
    private static final Setting<String> SMTP_FROM = Setting.text(
                    "SPLITSTREAM_SMTP_FROM", "The address that mails come from.")
            .orElse("splitstream@localhost");
    private static final Setting<Boolean> OUTBOUND_LOOPBACK = Setting.flag(
                    "SPLITSTREAM_OUTBOUND_ALLOW_LOOPBACK",
                    "Whether webhooks and fetched pages may be at loopback addresses, there also by plain http.")
            .orElse("false");
    private static final Setting<String> OUTBOUND_HOSTS = Setting.text(
                    "SPLITSTREAM_OUTBOUND_ALLOWED_HOSTS",
                    "Hosts, with commas between, that webhooks and fetched pages may be at whatever their addresses"
                            + " are; none for none.")
            .orElse(NONE);

    private static final Setting<Integer> EXPORTS = Setting.integer(
                    "SPLITSTREAM_API_EXPORTS",
                    "Exports that run at a time; beyond, 503. Each holds a connection to ClickHouse for as long as its"
                            + " caller reads.",
                    1,
                    64)
            .orElse("2");
    private static final Setting<Duration> EXPORT_TIMEOUT = Setting.duration(
                    "SPLITSTREAM_API_EXPORT_TIMEOUT",
                    "How long an export may take; ClickHouse has to allow as much.",
                    Duration.ofMinutes(1),
                    Duration.ofHours(6))
            .orElse("30m");

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
            SharedSettings.CLICKHOUSE_PASSWORD,
            SMTP_HOST,
            SMTP_PORT,
            SMTP_USER,
            SMTP_PASSWORD,
            SMTP_TLS,
            SMTP_FROM,
            OUTBOUND_LOOPBACK,
            OUTBOUND_HOSTS,
            EXPORTS,
            EXPORT_TIMEOUT);

    private static final List<Setting<?>> DECLARED = Stream.of(
                    OWN, TokenSettings.DECLARED, StudySettings.DECLARED, SiteTestingSettings.DECLARED)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    /** How to reach PostgreSQL. */
    public record Postgres(String url, String user, String password) {}

    /**
     * Where requests to users' URLs may go beside public addresses.
     *
     * @param allowedHosts in lower case
     */
    public record Outbound(boolean allowLoopback, Set<String> allowedHosts) {
        public Outbound {
            allowedHosts = Set.copyOf(allowedHosts);
        }
    }

    /**
     * Bounds of exports.
     *
     * @param most that run at a time
     * @param timeout how long one may take
     */
    public record Exports(int most, Duration timeout) {}

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
                        settings.get(SharedSettings.CLICKHOUSE_PASSWORD)),
                new MailSettings(
                        orEmpty(settings.get(SMTP_HOST)),
                        settings.get(SMTP_PORT),
                        orEmpty(settings.get(SMTP_USER)),
                        settings.get(SMTP_PASSWORD),
                        settings.get(SMTP_TLS),
                        settings.get(SMTP_FROM)),
                new Outbound(settings.get(OUTBOUND_LOOPBACK), hosts(orEmpty(settings.get(OUTBOUND_HOSTS)))),
                new Exports(settings.get(EXPORTS), settings.get(EXPORT_TIMEOUT)),
                StudySettings.of(settings),
                SiteTestingSettings.of(settings));
    }

    private static String orEmpty(String text) {
        return text.equals(NONE) ? "" : text;
    }

    private static Set<String> hosts(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toSet());
    }
}
