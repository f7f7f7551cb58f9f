package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.report.Figures;
import java.io.IOException;
import java.time.Duration;

/** How long an acknowledgement takes at half the load that the edge can take, beside the plain producer. */
final class Latency {
    private static final double SHARE = 0.5;
    private static final int CONNECTIONS = 64;

    private final Bed bed;
    private final double rate;
    private final RequestSet lines;

    /**
     * @param peak events a second that the edge takes at most
     */
    Latency(Bed bed, double peak) {
        this.bed = bed;
        this.rate = peak * SHARE;
        this.lines = EdgeLoad.lines(EdgeLoad.token(Bed.SECRET, "latency"), Rates.BATCH, Packing.PLAIN);
    }

    void measure(Series series, Duration length) throws IOException, InterruptedException {
        Floor.Sent plain = bed.kafka().send((int) rate, length);
        series.add("b2_half_p50", plain.p50Millis());
        series.add("b2_half_p99", plain.p99Millis());
        try (LoadGenerator load = new LoadGenerator(bed.edge().address().getPort(), CONNECTIONS)) {
            LoadOutcome outcome = load.open(lines, rate / lines.eventsEach(), length);
            series.add("edge_half_p50", outcome.acceptedMicros().getValueAtPercentile(50) / 1000.0);
            series.add("edge_half_p99", outcome.p99Millis());
        }
    }

    void report(Series series, Figures figures) {
        double plain = series.median("b2_half_p99");
        double edge = series.median("edge_half_p99");
        figures.with("half_load_events_per_second", rate)
                .with("b2_half_load_p50_ms", series.median("b2_half_p50"))
                .with("b2_half_load_p99_ms", plain)
                .with("half_load_p50_ms", series.median("edge_half_p50"))
                .with("half_load_p99_ms", edge)
                .withAtMost("half_load_p99_to_b2", edge / plain, 2);
    }
}
