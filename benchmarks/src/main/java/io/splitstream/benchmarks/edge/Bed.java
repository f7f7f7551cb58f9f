package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.process.Broker;
import io.splitstream.benchmarks.process.ClassPaths;
import io.splitstream.benchmarks.process.EdgeProcess;
import io.splitstream.benchmarks.process.PortRange;
import io.splitstream.benchmarks.process.Scratch;
import java.io.IOException;
import java.util.Map;

/** What is measured, running: a broker, the edge on it, and the two floors. */
final class Bed implements AutoCloseable {
    static final String SECRET = "an edge's benchmark has this secret of its own";

    private static final int PORTS = 8;

    private final Scratch scratch;
    private final Broker broker;
    private final EdgeProcess edge;
    private final Floor.Http http;
    private final Floor.Kafka kafka;

    private Bed(Scratch scratch, Broker broker, EdgeProcess edge, Floor.Http http, Floor.Kafka kafka) {
        this.scratch = scratch;
        this.broker = broker;
        this.edge = edge;
        this.http = http;
        this.kafka = kafka;
    }

    /** Starts everything. */
    static Bed start(ClassPaths classPaths) throws IOException, InterruptedException {
        Scratch scratch = Scratch.make("edge-benchmark");
        int port = PortRange.free(PORTS);
        Broker broker = Broker.start(classPaths, scratch.directory().resolve("broker"), port);
        EdgeProcess.define(broker.bootstrapServers(), EdgeLoad.definition());
        EdgeProcess edge = EdgeProcess.start(new EdgeProcess.Setup(
                classPaths,
                scratch.directory().resolve("edge"),
                port + 2,
                broker.bootstrapServers(),
                SECRET,
                EdgeProcess.ordinaryFlags(),
                Map.of("SPLITSTREAM_EDGE_EVENTS_PER_SECOND", "100000000")));
        Floor.Http http = Floor.Http.start(classPaths, scratch.directory(), port + 4);
        Floor.Kafka kafka = Floor.Kafka.start(classPaths, scratch.directory(), broker.bootstrapServers());
        edge.awaitReady();
        return new Bed(scratch, broker, edge, http, kafka);
    }

    EdgeProcess edge() {
        return edge;
    }

    Floor.Http http() {
        return http;
    }

    Floor.Kafka kafka() {
        return kafka;
    }

    @Override
    public void close() {
        edge.close();
        http.close();
        kafka.close();
        broker.close();
        scratch.close();
    }
}
