package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.edge.EdgeLoad;
import io.splitstream.benchmarks.process.Broker;
import io.splitstream.benchmarks.process.ClassPaths;
import io.splitstream.benchmarks.process.EdgeProcess;
import io.splitstream.benchmarks.process.PortRange;
import io.splitstream.benchmarks.process.Scratch;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker, and edges on it as they are asked for. */
final class CrashBed implements AutoCloseable {
    static final String SECRET = "edges that are killed have this secret of their own";

    private static final int PORTS = 16;
    private static final int FIRST_EDGE = 4;
    /** Compiled quickly rather than well: most of these edges do not live for long. */
    private static final List<String> FLAGS = List.of(
            "-Xms64m",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxDirectMemorySize=128m",
            "-Xshare:auto");

    private final ClassPaths classPaths;
    private final Scratch scratch;
    private final int port;
    private final Broker broker;
    private int edges;

    private CrashBed(ClassPaths classPaths, Scratch scratch, int port, Broker broker) {
        this.classPaths = classPaths;
        this.scratch = scratch;
        this.port = port;
        this.broker = broker;
    }

    /** Starts the broker. */
    static CrashBed start(ClassPaths classPaths) throws IOException, InterruptedException {
        Scratch scratch = Scratch.make("edge-crash");
        int port = PortRange.free(PORTS);
        Broker broker = Broker.start(classPaths, scratch.directory().resolve("broker"), port);
        EdgeProcess.define(broker.bootstrapServers(), EdgeLoad.definition());
        return new CrashBed(classPaths, scratch, port, broker);
    }

    Broker broker() {
        return broker;
    }

    /** A directory for something of a trial's own. */
    Path directory(String name) {
        return scratch.directory().resolve(name);
    }

    /** Starts an edge and waits until it is ready. */
    EdgeProcess edge(Durability durability) throws IOException, InterruptedException {
        return edge(durability, Map.of());
    }

    /** Starts an edge with settings of its own, and waits until it is ready. */
    EdgeProcess edge(Durability durability, Map<String, String> settings) throws IOException, InterruptedException {
        int index = edges++;
        Map<String, String> all = new HashMap<>(settings);
        all.put("SPLITSTREAM_EDGE_DURABILITY", durability.setting());
        all.put("SPLITSTREAM_EDGE_DELIVERY_TIMEOUT", "10s");
        // Two ports each, used again once earlier edges are gone.
        int own = port + FIRST_EDGE + 2 * (index % ((PORTS - FIRST_EDGE) / 2));
        EdgeProcess edge = EdgeProcess.start(new EdgeProcess.Setup(
                classPaths, directory("edge-" + index), own, broker.bootstrapServers(), SECRET, FLAGS, all));
        try {
            edge.awaitReady();
        } catch (MeasurementException e) {
            edge.close();
            throw e;
        }
        return edge;
    }

    @Override
    public void close() {
        broker.close();
        scratch.close();
    }
}
