package io.splitstream.contracts.settings;

/** Settings that more than one service reads, so that one value serves all. */
public final class SharedSettings {
    /** Where Kafka is. */
    public static final Setting<String> KAFKA_BOOTSTRAP_SERVERS = Setting.text(
                    "SPLITSTREAM_KAFKA_BOOTSTRAP_SERVERS", "Kafka's brokers, as host:port with commas between.")
            .orElse("127.0.0.1:9092");

    /** Where ClickHouse's HTTP interface is. */
    public static final Setting<String> CLICKHOUSE_URL = Setting.text(
                    "SPLITSTREAM_CLICKHOUSE_URL", "ClickHouse's HTTP interface, as a URL.")
            .orElse("http://127.0.0.1:8123");

    /** The user that writes results and reads everything. */
    public static final Setting<String> CLICKHOUSE_USER = Setting.text(
                    "SPLITSTREAM_CLICKHOUSE_USER", "The ClickHouse user that the services read and write as.")
            .orElse("splitstream");

    /** That user's password. */
    public static final Setting<String> CLICKHOUSE_PASSWORD =
            Setting.secret("SPLITSTREAM_CLICKHOUSE_PASSWORD", "The password of SPLITSTREAM_CLICKHOUSE_USER.", 8);

    /** The key of HS256 tokens; 32 characters or more. */
    public static final Setting<String> JWT_SECRET = Setting.secret(
            "SPLITSTREAM_JWT_SECRET",
            "The key that HS256 bearer tokens are signed with; 32 characters or more, for it is a 256-bit MAC.",
            32);

    private SharedSettings() {}
}
