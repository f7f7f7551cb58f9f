package io.splitstream.benchmarks.process;

import io.splitstream.contracts.topic.TopicSpec;
import io.splitstream.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A Kafka broker of our own, alone in its cluster, on loopback, with the topics of the product. */
public final class Broker implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;
    /** Told nothing, the broker would print every step that it takes. */
    private static final String LOGGING = """
        <configuration>
          <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d %level %logger{20} %msg%n</pattern></encoder>
          </appender>
          <root level="WARN"><appender-ref ref="stdout"/></root>
        </configuration>
        """;

    private final ClassPaths classPaths;
    private final Path directory;
    private final int port;
    private JavaProcess process;

    private Broker(ClassPaths classPaths, Path directory, int port) throws IOException {
        this.classPaths = classPaths;
        this.directory = directory;
        this.port = port;
        this.process = launch();
    }

    /**
     * Formats a directory and starts a broker on it; returns once the topics exist.
     *
     * @param directory to be its own
     * @param port for clients; the next higher one is its controller's
     */
    public static Broker start(ClassPaths classPaths, Path directory, int port)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("server.properties"), properties(directory, port));
        Files.writeString(directory.resolve("logback.xml"), LOGGING);
        format(classPaths, directory);
        Broker broker = new Broker(classPaths, directory, port);
        broker.awaitReady();
        return broker;
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The process that runs now. */
    public JavaProcess process() {
        return process;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Starts it anew on what it left; returns once it serves. */
    public void restart() throws IOException, InterruptedException {
        process.kill();
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }

    private JavaProcess launch() throws IOException {
        return JavaProcess.start(
                directory.resolve("broker.log"),
                List.of(
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=" + directory.resolve("logback.xml"),
                        "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
                        "-cp",
                        classPaths.of("kafka")),
                "kafka.Kafka",
                List.of(directory.resolve("server.properties").toString()),
                Map.of());
    }

    private void awaitReady() throws InterruptedException {
        Await.until("the broker has its topics", STARTS_WITHIN, process, () -> {
            createTopics();
            return true;
        });
    }

    private void createTopics() throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                3000))) {
            var existing = admin.listTopics().names().get(5, TimeUnit.SECONDS);
            List<NewTopic> missing = Topics.specs(PARTITIONS, (short) 1).stream()
                    .filter(spec -> !existing.contains(spec.name()))
                    .map(Broker::topic)
                    .toList();
            admin.createTopics(missing).all().get(10, TimeUnit.SECONDS);
        }
    }

    private static NewTopic topic(TopicSpec spec) {
        return new NewTopic(spec.name(), spec.partitions(), spec.replicas()).configs(spec.config());
    }

    private static void format(ClassPaths classPaths, Path directory) throws IOException, InterruptedException {
        UUID id = UUID.randomUUID();
        JavaProcess tool = JavaProcess.start(
                directory.resolve("format.log"),
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", classPaths.of("kafka")),
                "kafka.tools.StorageTool",
                List.of(
                        "format",
                        "--cluster-id=" + new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                        "--config",
                        directory.resolve("server.properties").toString()),
                Map.of());
        tool.awaitSuccess(STARTS_WITHIN);
    }

    private static String properties(Path directory, int port) {
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + (port + 1),
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + (port + 1),
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names=CONTROLLER",
                "log.dirs=" + directory.resolve("log"),
                "log.segment.bytes=134217728",
                "log.retention.bytes=1073741824",
                "log.cleaner.dedupe.buffer.size=8388608",
                "num.network.threads=2",
                "num.io.threads=4",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "");
    }
}
