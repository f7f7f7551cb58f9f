package io.splitstream.benchmarks.process;

import io.splitstream.contracts.definition.DefinitionCodec;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An edge of our own on loopback; it may be killed and started again on what it left. */
public final class EdgeProcess implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String classPath;
    private final Path directory;
    private final int port;
    private final List<String> flags;
    private final Map<String, String> environment;
    private JavaProcess process;

    private EdgeProcess(Setup setup, Map<String, String> environment) throws IOException {
        this.classPath = setup.classPaths.of("ingest-edge");
        this.directory = setup.directory;
        this.port = setup.port;
        this.flags = setup.flags;
        this.environment = environment;
        this.process = launch();
    }

    /**
     * How to start an edge.
     *
     * @param directory to be its own
     * @param port for events; the next higher one is its metrics'
     * @param flags of its JVM
     * @param settings of its own, added to those that it needs
     */
    public record Setup(
            ClassPaths classPaths,
            Path directory,
            int port,
            String bootstrapServers,
            String jwtSecret,
            List<String> flags,
            Map<String, String> settings) {
        public Setup {
            flags = List.copyOf(flags);
            settings = Map.copyOf(settings);
        }

        /** The setup with another setting. */
        public Setup with(String setting, String value) {
            Map<String, String> more = new HashMap<>(settings);
            more.put(setting, value);
            return new Setup(classPaths, directory, port, bootstrapServers, jwtSecret, flags, more);
        }
    }

    /** The JVM's flags as {@code ops/up} has them. */
    public static List<String> ordinaryFlags() {
        return List.of(
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=256m",
                "-XX:+ExitOnOutOfMemoryError");
    }

    /** Starts an edge; it need not be ready yet. */
    public static EdgeProcess start(Setup setup) throws IOException {
        Files.createDirectories(setup.directory);
        Map<String, String> environment = new HashMap<>(setup.settings);
        environment.put("SPLITSTREAM_EDGE_PORT", String.valueOf(setup.port));
        environment.put("SPLITSTREAM_EDGE_METRICS_PORT", String.valueOf(setup.port + 1));
        environment.putIfAbsent(
                "SPLITSTREAM_EDGE_DATA_DIR", setup.directory.resolve("data").toString());
        environment.put("SPLITSTREAM_KAFKA_BOOTSTRAP_SERVERS", setup.bootstrapServers);
        environment.put("SPLITSTREAM_JWT_SECRET", setup.jwtSecret);
        environment.put("MALLOC_ARENA_MAX", "2");
        return new EdgeProcess(setup, environment);
    }

    /** Makes an experiment known to every edge of a broker; returns once the broker has it. */
    public static void define(String bootstrapServers, ExperimentDefinition definition) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.EXPERIMENTS,
                            definition.experimentId().getBytes(StandardCharsets.UTF_8),
                            new DefinitionCodec().encode(definition)))
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the broker did not take a definition", e);
        }
    }

    /** Where its event routes are. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The process that runs now. */
    public JavaProcess process() {
        return process;
    }

    /** Waits until it says that it takes events. */
    public void awaitReady() throws InterruptedException {
        Await.until(
                "the edge is ready",
                STARTS_WITHIN,
                process,
                () -> get(address() + "/health/ready").statusCode() == 200);
    }

    /** Waits until it answers at all. */
    public void awaitLive() throws InterruptedException {
        Await.until(
                "the edge answers",
                STARTS_WITHIN,
                process,
                () -> get(address() + "/health/live").statusCode() == 200);
    }

    /** Its Prometheus page. */
    public String metrics() throws IOException, InterruptedException {
        return get("http://127.0.0.1:" + (port + 1) + "/metrics").body();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Starts it again on what it left. */
    public void restart() throws IOException, InterruptedException {
        process.kill();
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }

    private JavaProcess launch() throws IOException {
        List<String> all = new java.util.ArrayList<>(flags);
        all.add("-cp");
        all.add(classPath);
        return JavaProcess.start(
                directory.resolve("edge.log"), all, "io.splitstream.edge.EdgeMain", List.of(), environment);
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
