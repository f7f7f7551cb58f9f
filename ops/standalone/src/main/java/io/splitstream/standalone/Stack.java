package io.splitstream.standalone;

import io.splitstream.contracts.topic.Topics;
import io.splitstream.standalone.credentials.DevTokens;
import io.splitstream.standalone.credentials.Secrets;
import io.splitstream.standalone.flink.ClusterShape;
import io.splitstream.standalone.flink.FlinkFiles;
import io.splitstream.standalone.flink.FlinkRest;
import io.splitstream.standalone.flink.JobManager;
import io.splitstream.standalone.flink.StreamJob;
import io.splitstream.standalone.flink.TaskManager;
import io.splitstream.standalone.kafka.KafkaBroker;
import io.splitstream.standalone.kafka.KafkaFiles;
import io.splitstream.standalone.postgres.PostgresServer;
import io.splitstream.standalone.process.JavaCommand;
import io.splitstream.standalone.process.Part;
import io.splitstream.standalone.service.HealthRoute;
import io.splitstream.standalone.service.JavaService;
import io.splitstream.standalone.service.Readiness;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of the stack, and what each is told of the others. */
final class Stack {
    static final String API = "api";
    static final String EDGE = "edge";
    static final String CLICKHOUSE = "clickhouse";
    private static final String DEMO = "demo";

    private final Options options;
    private final StandaloneSettings settings;
    private final DataDirectory data;
    private final Modules modules;
    private final Secrets secrets;
    private final ClickHouseAddress clickHouse;
    private final Ports ports;
    private final FlinkRest flinkRest;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    Stack(Options options, StandaloneSettings settings, DataDirectory data, Secrets secrets) {
        this.options = options;
        this.settings = settings;
        this.data = data;
        this.secrets = secrets;
        this.ports = options.ports();
        this.modules = new Modules(data.at("lib"));
        this.clickHouse = ClickHouseAddress.of(settings, ports, secrets);
        this.flinkRest = new FlinkRest(ports.flinkRest());
    }

    ClickHouseAddress clickHouse() {
        return clickHouse;
    }

    FlinkRest flinkRest() {
        return flinkRest;
    }

    Path jobsJar() throws IOException {
        return modules.jobsJar();
    }

    Path checkpoints() throws IOException {
        return flinkFiles().checkpoints();
    }

    /** What the stream jobs read and write. */
    Set<String> stores() {
        return clickHouse.embedded() ? Set.of(KafkaBroker.NAME, CLICKHOUSE) : Set.of(KafkaBroker.NAME);
    }

    String apiUrl() {
        return "http://127.0.0.1:" + ports.api();
    }

    String edgeUrl() {
        return "http://127.0.0.1:" + ports.edge();
    }

    /** All parts, in the order in which they are started where nothing else decides. */
    List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        parts.add(new KafkaBroker(
                new KafkaFiles(
                        modules.classPath("kafka"),
                        data.at("kafka").resolve("log"),
                        data.at("conf").resolve("kafka.properties"),
                        data.logback()),
                ports.kafka(),
                ports.kafkaController(),
                Topics.specs(settings.eventPartitions(), (short) 1)));
        parts.add(new PostgresServer(
                data.root(),
                Caches.directory(System.getenv(), System.getProperty("user.name")),
                Versions.load().postgres(),
                ports.postgres(),
                secrets.postgresOwnerPassword(),
                secrets.postgresPassword()));
        if (clickHouse.embedded()) {
            parts.add(gateway());
        }
        parts.addAll(flink());
        parts.add(edge());
        parts.add(api());
        if (options.demo()) {
            parts.add(demo());
        }
        return parts;
    }

    private List<Part> flink() throws IOException {
        ClusterShape shape =
                new ClusterShape(ports.flinkRest(), ports.flinkRpc(), settings.parallelism() * StreamJob.ALL.size());
        Map<String, String> jobs = new HashMap<>(clickHouse.environment());
        jobs.put("SPLITSTREAM_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        jobs.put("SPLITSTREAM_JOBS_PARALLELISM", Integer.toString(settings.parallelism()));
        jobs.put("SPLITSTREAM_JOBS_CHECKPOINT_DIR", checkpoints().toUri().toString());
        return List.of(
                new JobManager(flinkFiles(), shape, flinkRest, jobs, stores()),
                new TaskManager(flinkFiles(), shape, flinkRest, stores()));
    }

    private FlinkFiles flinkFiles() throws IOException {
        String classPath = modules.classPath("flink") + File.pathSeparator + modules.jobsJar();
        return new FlinkFiles(classPath, data.at("flink"), data.logback());
    }

    private Part gateway() throws IOException {
        Path engine = options.engine();
        if (engine == null) {
            throw new IOException("the ClickHouse engine is missing: start by ops/up, which fetches it");
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("SPLITSTREAM_CLICKHOUSE_PORT", Integer.toString(ports.clickhouse()));
        environment.put("SPLITSTREAM_CLICKHOUSE_METRICS_PORT", Integer.toString(ports.clickhouseMetrics()));
        environment.put("SPLITSTREAM_CLICKHOUSE_DATA", data.at("clickhouse").toString());
        environment.put("SPLITSTREAM_CLICKHOUSE_LIBRARY", engine.toString());
        environment.put("SPLITSTREAM_CLICKHOUSE_USER", clickHouse.user());
        environment.put("SPLITSTREAM_CLICKHOUSE_PASSWORD", clickHouse.password());
        environment.put("SPLITSTREAM_CLICKHOUSE_ANALYST_USER", clickHouse.reader());
        environment.put("SPLITSTREAM_CLICKHOUSE_ANALYST_PASSWORD", clickHouse.readerPassword());
        List<String> flags = List.of("-Xms32m", "-Xmx192m", "-XX:+UseSerialGC");
        return new JavaService(
                CLICKHOUSE,
                Set.of(),
                java("clickhouse", CLICKHOUSE, "io.splitstream.clickhouse.GatewayMain", flags),
                environment,
                health("http://127.0.0.1:" + ports.clickhouse() + "/ping"));
    }

    private Part edge() throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPLITSTREAM_EDGE_PORT", Integer.toString(ports.edge()));
        environment.put("SPLITSTREAM_EDGE_METRICS_PORT", Integer.toString(ports.edgeMetrics()));
        environment.put("SPLITSTREAM_EDGE_DATA_DIR", data.at("edge").toString());
        environment.put("SPLITSTREAM_JWT_SECRET", secrets.jwtSecret());
        environment.put("SPLITSTREAM_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("MALLOC_ARENA_MAX", "2");
        List<String> flags = List.of(
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=256m",
                "-XX:+ExitOnOutOfMemoryError");
        return new JavaService(
                EDGE,
                Set.of(KafkaBroker.NAME),
                java("ingest-edge", EDGE, "io.splitstream.edge.EdgeMain", flags),
                environment,
                health(edgeUrl() + "/health/live"));
    }

    private Part api() throws IOException {
        Map<String, String> environment = new HashMap<>(clickHouse.environment());
        environment.put("SPLITSTREAM_API_PORT", Integer.toString(ports.api()));
        environment.put("SPLITSTREAM_API_METRICS_PORT", Integer.toString(ports.apiMetrics()));
        environment.put("SPLITSTREAM_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/splitstream");
        environment.put("SPLITSTREAM_POSTGRES_USER", "splitstream");
        environment.put("SPLITSTREAM_POSTGRES_PASSWORD", secrets.postgresPassword());
        environment.put("SPLITSTREAM_EDGE_URL", edgeUrl());
        // Everything here listens on loopback, and whoever tries webhooks out does too.
        environment.put("SPLITSTREAM_OUTBOUND_ALLOW_LOOPBACK", "true");
        environment.put("SPLITSTREAM_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("SPLITSTREAM_JWT_SECRET", secrets.jwtSecret());
        environment.put("SPLITSTREAM_CRON_SECRET", secrets.cronSecret());
        environment.put("SPLITSTREAM_ABTESTBOT_KEY", secrets.apiKey());
        environment.put("SPLITSTREAM_ABTESTBOT_KEY_WORKSPACE", DevTokens.WORKSPACE);
        // Two more workspaces, to see what the smaller plans allow.
        environment.put("SPLITSTREAM_PLANS", "dev-starter=starter,dev-pro=pro");
        environment.put("MALLOC_ARENA_MAX", "2");
        Set<String> uses = clickHouse.embedded()
                ? Set.of(KafkaBroker.NAME, PostgresServer.NAME, CLICKHOUSE)
                : Set.of(KafkaBroker.NAME, PostgresServer.NAME);
        List<String> flags = List.of(
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=128m",
                "-XX:+ExitOnOutOfMemoryError");
        return new JavaService(
                API,
                uses,
                java("query-api", API, "io.splitstream.api.ApiMain", flags),
                environment,
                health(apiUrl() + "/health/ready"));
    }

    private Part demo() throws IOException {
        return new JavaService(
                DEMO,
                Set.of(API, EDGE),
                java(
                        "standalone",
                        DEMO,
                        "io.splitstream.standalone.demo.DemoMain",
                        List.of("-Xmx96m", "-XX:+UseSerialGC")),
                Map.of("SPLITSTREAM_DEMO_CREDENTIALS", data.credentials().toString()),
                Readiness.atOnce());
    }

    private JavaCommand java(String module, String part, String mainClass, List<String> flags) throws IOException {
        return new JavaCommand(modules.classPath(module), mainClass, flags, List.of(), part + "@" + data.root());
    }

    private Readiness health(String route) {
        return new HealthRoute(http, URI.create(route));
    }

    private String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }
}
