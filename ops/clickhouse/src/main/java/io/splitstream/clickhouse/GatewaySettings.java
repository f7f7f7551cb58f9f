package io.splitstream.clickhouse;

import io.splitstream.clickhouse.access.StatementLimits;
import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import io.splitstream.contracts.settings.SharedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the gateway reads from its environment. */
final class GatewaySettings {
    static final Setting<String> BIND = Setting.text(
                    "SPLITSTREAM_CLICKHOUSE_BIND", "The address that the embedded ClickHouse listens on.")
            .orElse("127.0.0.1");
    static final Setting<Integer> PORT = Setting.integer(
                    "SPLITSTREAM_CLICKHOUSE_PORT", "The port of its HTTP interface.", 1, 65_535)
            .orElse("8123");
    static final Setting<Integer> METRICS_PORT = Setting.integer(
                    "SPLITSTREAM_CLICKHOUSE_METRICS_PORT", "The port of its Prometheus metrics.", 1, 65_535)
            .orElse("9363");
    static final Setting<String> DATA =
            Setting.text("SPLITSTREAM_CLICKHOUSE_DATA", "The directory that holds its data; one process at a time.");
    static final Setting<String> LIBRARY = Setting.text(
            "SPLITSTREAM_CLICKHOUSE_LIBRARY", "The path of libchdb.so, as ops/clickhouse/fetch-engine prints it.");
    static final Setting<String> ANALYST_USER = Setting.text(
                    "SPLITSTREAM_CLICKHOUSE_ANALYST_USER", "The user that may only read.")
            .orElse("analyst");
    static final Setting<String> ANALYST_PASSWORD = Setting.secret(
            "SPLITSTREAM_CLICKHOUSE_ANALYST_PASSWORD", "The password of SPLITSTREAM_CLICKHOUSE_ANALYST_USER.", 8);
    static final Setting<Integer> SESSIONS = Setting.integer(
                    "SPLITSTREAM_CLICKHOUSE_SESSIONS", "How many statements run at a time.", 1, 64)
            .orElse("8");
    static final Setting<Integer> QUEUE = Setting.integer(
                    "SPLITSTREAM_CLICKHOUSE_QUEUE", "How many statements may wait for their turn.", 0, 1024)
            .orElse("64");
    static final Setting<Duration> QUEUE_TIMEOUT = Setting.duration(
                    "SPLITSTREAM_CLICKHOUSE_QUEUE_TIMEOUT",
                    "How long a statement waits for its turn before it is refused with 503.",
                    Duration.ofMillis(1),
                    Duration.ofMinutes(5))
            .orElse("10s");
    static final Setting<Duration> TIMEOUT = Setting.duration(
                    "SPLITSTREAM_CLICKHOUSE_TIMEOUT",
                    "How long a statement may run.",
                    Duration.ofSeconds(1),
                    Duration.ofHours(1))
            .orElse("60s");
    static final Setting<Duration> LONG_TIMEOUT = Setting.duration(
                    "SPLITSTREAM_CLICKHOUSE_LONG_TIMEOUT",
                    "How long a statement of the writing user may run if it asks for more than usual, as exports do.",
                    Duration.ofSeconds(1),
                    Duration.ofHours(6))
            .orElse("30m");
    static final Setting<Integer> MEMORY_MIB = Setting.integer(
                    "SPLITSTREAM_CLICKHOUSE_MEMORY_MIB",
                    "Memory that the engine may hold in all, in MiB.",
                    256,
                    1 << 20)
            .orElse("1024");
    static final Setting<Integer> STATEMENT_MEMORY_MIB = Setting.integer(
                    "SPLITSTREAM_CLICKHOUSE_STATEMENT_MEMORY_MIB",
                    "Memory that one statement may hold, in MiB.",
                    16,
                    1 << 20)
            .orElse("512");

    static final Setting<Integer> ANALYST_RESULT_ROWS = Setting.integer(
                    "SPLITSTREAM_CLICKHOUSE_ANALYST_RESULT_ROWS",
                    "How many rows a result of the reading user may have; an archive can be read in parts.",
                    1,
                    Integer.MAX_VALUE)
            .orElse("10000000");
    static final Setting<Integer> ANALYST_READ_ROWS = Setting.integer(
                    "SPLITSTREAM_CLICKHOUSE_ANALYST_READ_ROWS",
                    "How many rows a statement of the reading user may read.",
                    1,
                    Integer.MAX_VALUE)
            .orElse("2000000000");

    private final Settings settings;

    private GatewaySettings(Settings settings) {
        this.settings = settings;
    }

    static GatewaySettings load(Map<String, String> environment) {
        return new GatewaySettings(Settings.load(
                environment,
                List.of(
                        BIND,
                        PORT,
                        METRICS_PORT,
                        DATA,
                        LIBRARY,
                        ANALYST_USER,
                        ANALYST_PASSWORD,
                        SharedSettings.CLICKHOUSE_USER,
                        SharedSettings.CLICKHOUSE_PASSWORD,
                        SESSIONS,
                        QUEUE,
                        QUEUE_TIMEOUT,
                        TIMEOUT,
                        LONG_TIMEOUT,
                        MEMORY_MIB,
                        STATEMENT_MEMORY_MIB,
                        ANALYST_RESULT_ROWS,
                        ANALYST_READ_ROWS)));
    }

    <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    Path dataDirectory() {
        return Path.of(get(DATA));
    }

    long memoryBytes() {
        return (long) get(MEMORY_MIB) << 20;
    }

    StatementLimits statementLimits() {
        Duration usual = get(TIMEOUT);
        Duration longest = get(LONG_TIMEOUT);
        return new StatementLimits(
                usual,
                longest.compareTo(usual) < 0 ? usual : longest,
                (long) get(STATEMENT_MEMORY_MIB) << 20,
                get(ANALYST_RESULT_ROWS),
                get(ANALYST_READ_ROWS));
    }
}
