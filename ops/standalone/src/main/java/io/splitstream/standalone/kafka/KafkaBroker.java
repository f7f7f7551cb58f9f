package io.splitstream.standalone.kafka;

import io.splitstream.contracts.topic.TopicSpec;
import io.splitstream.standalone.process.JavaCommand;
import io.splitstream.standalone.process.Launch;
import io.splitstream.standalone.process.OneShot;
import io.splitstream.standalone.process.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The broker as a part of the stack; ready once its topics exist. */
public final class KafkaBroker implements Part {
    /** The part's name. */
    public static final String NAME = "kafka";

    private final KafkaFiles files;
    private final int port;
    private final int controllerPort;
    private final List<TopicSpec> topics;

    /**
     * @param files where its files are
     * @param port where clients connect
     * @param controllerPort where the controller listens
     * @param topics to be created if they do not exist
     */
    public KafkaBroker(KafkaFiles files, int port, int controllerPort, List<TopicSpec> topics) {
        this.files = files;
        this.port = port;
        this.controllerPort = controllerPort;
        this.topics = List.copyOf(topics);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> uses() {
        return Set.of();
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Files.createDirectories(files.logs());
        Files.writeString(files.properties(), properties());
        if (!Files.exists(files.logs().resolve("meta.properties"))) {
            format();
        }
    }

    @Override
    public Launch launch() {
        List<String> flags = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=64m");
        return java("kafka.Kafka", flags, List.of(files.properties().toString()))
                .launch(Map.of("MALLOC_ARENA_MAX", "2"));
    }

    @Override
    public boolean isReady() throws IOException, InterruptedException {
        new KafkaTopics("127.0.0.1:" + port).ensure(topics);
        return true;
    }

    @Override
    public String marker() {
        return NAME + "@" + files.logs();
    }

    /**
     * Gives the log directory its identity. The tool writes {@code meta.properties} last, so a format that was cut
     * short is found unfinished and done again.
     */
    private void format() throws IOException, InterruptedException {
        Files.deleteIfExists(files.logs().resolve("bootstrap.checkpoint"));
        List<String> arguments = List.of(
                "format",
                "--cluster-id",
                randomId(),
                "--config",
                files.properties().toString());
        List<String> flags = List.of("-Xmx64m", "-XX:TieredStopAtLevel=1");
        OneShot.run(java("kafka.tools.StorageTool", flags, arguments).command());
    }

    private JavaCommand java(String mainClass, List<String> own, List<String> arguments) {
        List<String> flags = new ArrayList<>(own);
        flags.add("-Dlogback.configurationFile=" + files.logback());
        // One class of the broker asks log4j 2, which complains of having no core unless it is told so.
        flags.add("-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        return new JavaCommand(files.classPath(), mainClass, flags, arguments, marker());
    }

    private static String randomId() {
        byte[] id = new byte[16];
        new SecureRandom().nextBytes(id);
        // An id must not look like an option of the tool.
        id[0] &= 0x3f;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** The broker's configuration: one node, loopback only, few threads, small segments for a quick recovery. */
    String properties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                unclean.leader.election.enable=false
                log.message.timestamp.type=LogAppendTime
                log.segment.bytes=134217728
                log.cleaner.dedupe.buffer.size=8388608
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                group.initial.rebalance.delay.ms=0
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                """.formatted(port, controllerPort, files.logs());
    }
}
