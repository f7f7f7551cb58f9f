package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.process.EdgeProcess;
import io.splitstream.benchmarks.process.JavaProcess;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;

/**
 * Memory with ten thousand connections that are kept and idle, and the most that goes through beside them; of processes
 * that have done nothing else, for a heap that an overload has widened stays wide.
 */
final class Crowd {
    private static final int IDLE = 10_000;
    /** The edge's ring: slots, and what each holds of its own. */
    private static final long RING_BYTES = 8_192 * 1_152L;

    private static final Duration GREETING = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 32;
    private static final int OUTSTANDING = 2;

    private final Bed bed;
    private final RequestSet greeting;
    private final RequestSet lines;

    Crowd(Bed bed) {
        this.bed = bed;
        String token = EdgeLoad.token(Bed.SECRET, "crowd");
        this.greeting = EdgeLoad.singles(token);
        this.lines = EdgeLoad.lines(token, Rates.BATCH, Packing.PLAIN);
    }

    /** Once: ports of closed connections are not free again for a minute. */
    void measure(Figures figures, Duration length) throws IOException, InterruptedException {
        long bare = resident(bed.idleHttp().port(), bed.idleHttp().process(), length);
        long edge;
        try (EdgeProcess another = bed.anotherEdge()) {
            edge = resident(another.address().getPort(), another.process(), length);
        }
        figures.with("crowd_b1_resident_mib", bare / 1048576.0)
                .with("crowd_edge_resident_mib", edge / 1048576.0)
                .withAtMost("crowd_edge_resident_without_ring_to_b1", (edge - RING_BYTES) / (double) bare, 2);
    }

    private long resident(int port, JavaProcess process, Duration length) throws IOException, InterruptedException {
        try (LoadGenerator idle = new LoadGenerator(port, IDLE);
                LoadGenerator load = new LoadGenerator(port, CONNECTIONS)) {
            idle.open(greeting, IDLE / (double) GREETING.toSeconds(), GREETING);
            LoadOutcome outcome = load.closed(lines, OUTSTANDING, length);
            if (idle.open() < IDLE || outcome.accepted() == 0) {
                throw new MeasurementException(
                        idle.open() + " of " + IDLE + " connections are open, " + outcome.accepted()
                                + " requests were accepted beside them",
                        null);
            }
            return process.costs().residentBytes();
        }
    }
}
