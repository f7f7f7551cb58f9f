package io.splitstream.edge;

import io.splitstream.contracts.identity.TokenSettings;
import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import io.splitstream.contracts.settings.SettingsException;
import io.splitstream.contracts.settings.SharedSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The edge's settings. */
record EdgeConfig(
        InetSocketAddress address,
        InetSocketAddress metricsAddress,
        Path dataDirectory,
        String edgeId,
        String bootstrapServers,
        TokenSettings tokens,
        Optional<Tls> tls,
        JournalUse journal,
        Limits limits) {
    private static final Setting<String> BIND = Setting.text(
                    "SPLITSTREAM_EDGE_BIND", "The address that the edge listens on.")
            .orElse("127.0.0.1");
    private static final Setting<Integer> PORT = Setting.integer(
                    "SPLITSTREAM_EDGE_PORT", "The port that the edge takes events on.", 1, 65_535)
            .orElse("8090");
    private static final Setting<String> METRICS_BIND = Setting.text(
                    "SPLITSTREAM_EDGE_METRICS_BIND", "The address that the edge serves its metrics on.")
            .orElse("127.0.0.1");
    private static final Setting<Integer> METRICS_PORT = Setting.integer(
                    "SPLITSTREAM_EDGE_METRICS_PORT", "The port that the edge serves GET /metrics on.", 1, 65_535)
            .orElse("9190");
    private static final Setting<Optional<String>> TLS_CERTIFICATE = Setting.text(
                    "SPLITSTREAM_EDGE_TLS_CERTIFICATE",
                    "A PEM file with the edge's certificate chain, its own first; read again when it changes.")
            .optional();
    private static final Setting<Optional<String>> TLS_KEY = Setting.text(
                    "SPLITSTREAM_EDGE_TLS_KEY", "A PEM file with the certificate's key, PKCS #8, unencrypted.")
            .optional();
    private static final Setting<String> TLS_BIND = Setting.text(
                    "SPLITSTREAM_EDGE_TLS_BIND", "The address that the edge takes encrypted connections on.")
            .orElse("127.0.0.1");
    private static final Setting<Integer> TLS_PORT = Setting.integer(
                    "SPLITSTREAM_EDGE_TLS_PORT",
                    "The port that the edge takes encrypted connections on, if it has a certificate.",
                    1,
                    65_535)
            .orElse("8490");
    private static final Setting<String> DATA_DIRECTORY = Setting.text(
            "SPLITSTREAM_EDGE_DATA_DIR", "A directory of the edge's own; it keeps what it knows of experiments there.");
    private static final Setting<String> EDGE_ID = Setting.text(
                    "SPLITSTREAM_EDGE_ID", "The edge's name among edges, in ticks and at the broker.")
            .orElse("edge");
    private static final Setting<Integer> EVENT_LOOPS = Setting.integer(
                    "SPLITSTREAM_EDGE_EVENT_LOOPS",
                    "Threads that serve connections; each has a ring and a sender.",
                    1,
                    64)
            .orElse("1");
    private static final Setting<Integer> CONNECTIONS = Setting.integer(
                    "SPLITSTREAM_EDGE_MAX_CONNECTIONS",
                    "Connections, and streams of HTTP/2, that may be open at a time, together.",
                    1,
                    1_000_000)
            .orElse("20000");
    private static final Setting<Integer> EVENTS_IN_FLIGHT = Setting.integer(
                    "SPLITSTREAM_EDGE_MAX_EVENTS_IN_FLIGHT",
                    "Events that may wait for their acknowledgement; beyond, requests are answered 503.",
                    10_000,
                    10_000_000)
            .orElse("100000");
    private static final Setting<Integer> MEGABYTES_IN_FLIGHT = Setting.integer(
                    "SPLITSTREAM_EDGE_MAX_MEGABYTES_IN_FLIGHT",
                    "Mebibytes of bodies that may wait for their acknowledgement; beyond, requests are answered 503.",
                    8,
                    1024)
            .orElse("32");
    private static final Setting<Integer> PRODUCER_MEGABYTES = Setting.integer(
                    "SPLITSTREAM_EDGE_PRODUCER_MEGABYTES", "Mebibytes that the Kafka producer may buffer.", 8, 1024)
            .orElse("32");
    private static final Setting<Integer> EVENTS_PER_SECOND = Setting.integer(
                    "SPLITSTREAM_EDGE_EVENTS_PER_SECOND",
                    "Events that one caller (a token's subject in its workspace) may send each second; beyond, 429.",
                    1,
                    100_000_000)
            .orElse("1000000");
    private static final Setting<Duration> DELIVERY_TIMEOUT = Setting.duration(
                    "SPLITSTREAM_EDGE_DELIVERY_TIMEOUT",
                    "How long the broker may take to acknowledge an event before the client is answered 503.",
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(2))
            .orElse("30s");
    private static final Setting<Duration> IDLE_TIMEOUT = Setting.duration(
                    "SPLITSTREAM_EDGE_IDLE_TIMEOUT",
                    "How long a connection may go without a whole request or an answer before it is closed.",
                    Duration.ofSeconds(1),
                    Duration.ofHours(1))
            .orElse("1m");

    private static final Setting<String> DURABILITY = Setting.choice(
                    "SPLITSTREAM_EDGE_DURABILITY",
                    "What a 202 means: that the broker has the event, or that this host's journal has it.",
                    List.of("broker", "journal"))
            .orElse("broker");
    private static final Setting<Integer> JOURNAL_MEGABYTES = Setting.integer(
                    "SPLITSTREAM_EDGE_JOURNAL_MEGABYTES",
                    "Mebibytes that the journal may take; beyond, requests are answered 503.",
                    32,
                    1_000_000)
            .orElse("1024");

    private static final List<Setting<?>> OWN = List.of(
            BIND,
            PORT,
            METRICS_BIND,
            METRICS_PORT,
            TLS_CERTIFICATE,
            TLS_KEY,
            TLS_BIND,
            TLS_PORT,
            DATA_DIRECTORY,
            EDGE_ID,
            EVENT_LOOPS,
            CONNECTIONS,
            EVENTS_IN_FLIGHT,
            MEGABYTES_IN_FLIGHT,
            PRODUCER_MEGABYTES,
            EVENTS_PER_SECOND,
            DELIVERY_TIMEOUT,
            IDLE_TIMEOUT,
            DURABILITY,
            JOURNAL_MEGABYTES,
            SharedSettings.KAFKA_BOOTSTRAP_SERVERS);

    /** Every setting that the edge reads. */
    static final List<Setting<?>> DECLARED =
            Stream.concat(OWN.stream(), TokenSettings.DECLARED.stream()).toList();

    /**
     * How connections are encrypted.
     *
     * @param certificate chain, PEM
     * @param key PEM
     */
    record Tls(InetSocketAddress address, Path certificate, Path key) {
        /**
         * As set; empty if it is not.
         *
         * @throws SettingsException if only half of it is
         */
        static Optional<Tls> of(Settings settings) {
            Optional<String> certificate = settings.get(TLS_CERTIFICATE);
            Optional<String> key = settings.get(TLS_KEY);
            if (certificate.isPresent() != key.isPresent()) {
                throw new SettingsException(List.of(TLS_CERTIFICATE.name() + ", " + TLS_KEY.name()
                        + ": only one of them is set (expected: both, or neither)"));
            }
            InetSocketAddress address = new InetSocketAddress(settings.get(TLS_BIND), settings.get(TLS_PORT));
            return certificate.map(chain -> new Tls(address, Path.of(chain), Path.of(key.orElseThrow())));
        }
    }

    /**
     * Whether and how the journal is used.
     *
     * @param acknowledges whether a 202 means that the journal has the event
     * @param mostBytes that it may take
     */
    record JournalUse(boolean acknowledges, long mostBytes) {}

    /** How much the edge takes on. */
    record Limits(
            int eventLoops,
            int connections,
            int eventsInFlight,
            int bytesInFlight,
            int producerBytes,
            int eventsPerSecond,
            Duration delivery,
            Duration idle) {}

    static EdgeConfig load(Map<String, String> environment) {
        Settings settings = Settings.load(environment, DECLARED);
        return new EdgeConfig(
                new InetSocketAddress(settings.get(BIND), settings.get(PORT)),
                new InetSocketAddress(settings.get(METRICS_BIND), settings.get(METRICS_PORT)),
                Path.of(settings.get(DATA_DIRECTORY)),
                settings.get(EDGE_ID),
                settings.get(SharedSettings.KAFKA_BOOTSTRAP_SERVERS),
                TokenSettings.of(settings),
                Tls.of(settings),
                new JournalUse(
                        settings.get(DURABILITY).equals("journal"), (long) settings.get(JOURNAL_MEGABYTES) << 20),
                new Limits(
                        settings.get(EVENT_LOOPS),
                        settings.get(CONNECTIONS),
                        settings.get(EVENTS_IN_FLIGHT),
                        settings.get(MEGABYTES_IN_FLIGHT) << 20,
                        settings.get(PRODUCER_MEGABYTES) << 20,
                        settings.get(EVENTS_PER_SECOND),
                        settings.get(DELIVERY_TIMEOUT),
                        settings.get(IDLE_TIMEOUT)));
    }
}
