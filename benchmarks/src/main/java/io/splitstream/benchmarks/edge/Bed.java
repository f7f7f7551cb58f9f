package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.process.Broker;
import io.splitstream.benchmarks.process.ClassPaths;
import io.splitstream.benchmarks.process.EdgeProcess;
import io.splitstream.benchmarks.process.PortRange;
import io.splitstream.benchmarks.process.Scratch;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What is measured, running: a broker, the edge on it, and the two floors. */
final class Bed implements AutoCloseable {
    static final String SECRET = "an edge's benchmark has this secret of its own";

    private static final String EVENTS_PER_SECOND = "SPLITSTREAM_EDGE_EVENTS_PER_SECOND";
    private static final int PORTS = 10;
    private static final int UNLIMITED = 100_000_000;

    private final Scratch scratch;
    private final Broker broker;
    private final EdgeProcess.Setup another;
    private final EdgeProcess edge;
    private final Floor.Http http;
    private final Floor.Kafka kafka;
    private final Floor.Http idleHttp;

    private Bed(
            Scratch scratch,
            Broker broker,
            EdgeProcess.Setup another,
            EdgeProcess edge,
            Floor.Http http,
            Floor.Kafka kafka,
            Floor.Http idleHttp) {
        this.scratch = scratch;
        this.broker = broker;
        this.another = another;
        this.edge = edge;
        this.http = http;
        this.kafka = kafka;
        this.idleHttp = idleHttp;
    }

    /** Starts everything. */
    static Bed start(ClassPaths classPaths) throws IOException, InterruptedException {
        Scratch scratch = Scratch.make("edge-benchmark");
        int port = PortRange.free(PORTS);
        Broker broker = Broker.start(classPaths, scratch.directory().resolve("broker"), port);
        EdgeProcess.define(broker.bootstrapServers(), EdgeLoad.definition());
        EdgeProcess edge = EdgeProcess.start(setup(classPaths, scratch, broker, "edge", port + 2)
                .with(EVENTS_PER_SECOND, String.valueOf(UNLIMITED)));
        Floor.Http http = Floor.Http.start(classPaths, scratch.directory(), port + 4);
        Floor.Http idleHttp = Floor.Http.start(classPaths, scratch.directory(), port + 8);
        Floor.Kafka kafka = Floor.Kafka.start(classPaths, scratch.directory(), broker.bootstrapServers());
        EdgeProcess.Setup another = setup(classPaths, scratch, broker, "another-edge", port + 6);
        Bed bed = new Bed(scratch, broker, another, edge, http, kafka, idleHttp);
        try {
            edge.awaitReady();
        } catch (MeasurementException e) {
            bed.close();
            throw e;
        }
        return bed;
    }

    /** Starts another edge; whoever asks for it closes it before the next is asked for. */
    EdgeProcess anotherEdge() throws IOException, InterruptedException {
        return anotherEdge(UNLIMITED);
    }

    /** Starts another edge whose callers may send so many events a second each. */
    EdgeProcess anotherEdge(int eventsPerSecond) throws IOException, InterruptedException {
        EdgeProcess started = EdgeProcess.start(another.with(EVENTS_PER_SECOND, String.valueOf(eventsPerSecond)));
        started.awaitReady();
        return started;
    }

    private static EdgeProcess.Setup setup(
            ClassPaths classPaths, Scratch scratch, Broker broker, String name, int port) {
        return new EdgeProcess.Setup(
                classPaths,
                scratch.directory().resolve(name),
                port,
                broker.bootstrapServers(),
                SECRET,
                EdgeProcess.ordinaryFlags(),
                Map.of());
    }

    /** A file that is gone with the rest. */
    Path file(String name) {
        return scratch.directory().resolve(name);
    }

    EdgeProcess edge() {
        return edge;
    }

    Floor.Http http() {
        return http;
    }

    /** Another bare HTTP server, for what a server that was busy before would tell nothing of. */
    Floor.Http idleHttp() {
        return idleHttp;
    }

    Floor.Kafka kafka() {
        return kafka;
    }

    @Override
    public void close() {
        edge.close();
        http.close();
        idleHttp.close();
        kafka.close();
        broker.close();
        scratch.close();
    }
}
