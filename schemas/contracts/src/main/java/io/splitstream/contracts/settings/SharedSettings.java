package io.splitstream.contracts.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    public static final Setting<Optional<String>> JWT_SECRET = Setting.secret(
                    "SPLITSTREAM_JWT_SECRET",
                    "The key that HS256 bearer tokens are signed with; 32 characters or more, for it is a 256-bit MAC."
                            + " Without it no such token holds.",
                    32)
            .optional();

    /** Where the public keys of RS256 and ES256 tokens are. */
    public static final Setting<Optional<URI>> JWKS = Setting.address(
                    "SPLITSTREAM_JWKS",
                    "A JWK Set with the public keys of RS256 and ES256 bearer tokens. Without it no such token holds.",
                    Set.of("http", "https", "file"))
            .optional();

    /** How old those keys may get. */
    public static final Setting<Duration> JWKS_REFRESH = Setting.duration(
                    "SPLITSTREAM_JWKS_REFRESH",
                    "How often SPLITSTREAM_JWKS is read again; a token with an unknown key has it read sooner.",
                    Duration.ofSeconds(10),
                    Duration.ofDays(1))
            .orElse("5m");

    /** Whose tokens hold. */
    public static final Setting<Optional<String>> JWT_ISSUER = Setting.text(
                    "SPLITSTREAM_JWT_ISSUER", "The claim iss that every token must have; any will do if not set.")
            .optional();

    /** For whom tokens must be. */
    public static final Setting<Optional<String>> JWT_AUDIENCE = Setting.text(
                    "SPLITSTREAM_JWT_AUDIENCE",
                    "What the claim aud of every token must hold; set it where the issuer serves others too.")
            .optional();

    /** Which surface tokens speak at the root. */
    public static final Setting<Map<String, String>> JWT_SURFACES = Setting.words(
                    "SPLITSTREAM_JWT_SURFACES",
                    "Which surface an issuer's tokens speak at the root, as ISSUER=SURFACE with commas between, such as"
                            + " https://id.example.com=flows. A token's own claim surface goes before.")
            .orElse("");

    private SharedSettings() {}
}
