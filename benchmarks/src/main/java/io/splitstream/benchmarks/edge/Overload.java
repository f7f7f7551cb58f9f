package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.report.Figures;
import java.io.IOException;
import java.time.Duration;

/** What becomes of the edge under three times the load that it can take. */
final class Overload {
    private static final double NEAR = 0.8;
    private static final double OVER = 3;
    private static final int CONNECTIONS = 64;
    /** An overload that lasts: its begin, until it is noticed, is then less than a hundredth of it. */
    private static final int LASTS = 4;

    private final Bed bed;
    private final double peak;
    private final RequestSet lines;

    /**
     * @param peak events a second that the edge takes at most
     */
    Overload(Bed bed, double peak) {
        this.bed = bed;
        this.peak = peak;
        this.lines = EdgeLoad.lines(EdgeLoad.token(Bed.SECRET, "overload"), Rates.BATCH, Packing.PLAIN);
    }

    void measure(Series series, Duration length) throws IOException, InterruptedException {
        try (LoadGenerator load = new LoadGenerator(bed.edge().address().getPort(), CONNECTIONS)) {
            double begin = cpu();
            LoadOutcome near = load.open(lines, NEAR * peak / lines.eventsEach(), length);
            double accept = (cpu() - begin) / Math.max(1, near.accepted());
            long resident = bed.edge().process().costs().residentBytes();
            double before = cpu();
            LoadOutcome over = load.open(lines, OVER * peak / lines.eventsEach(), length.multipliedBy(LASTS));
            double used = cpu() - before;
            long after = bed.edge().process().costs().residentBytes();
            series.add("near_p99", near.p99Millis());
            series.add("over_p99", over.p99Millis());
            series.add("over_goodput", over.acceptedPerSecond() * lines.eventsEach() / peak);
            series.add("over_refused", over.refused() / (double) Math.max(1, over.refused() + over.accepted()));
            series.add("over_failed", (double) (over.failed() + over.unanswered()));
            // Also those that were accepted after the load's end took their time.
            double accepted = accept * over.acceptedMicros().getTotalCount();
            series.add("refusal_cost", (used - accepted) / Math.max(1, over.refused()) / accept);
            series.add("resident_growth", after / (double) resident - 1);
        }
        // What of the waiting is the machine's, which makes, sends and reads three times the load besides.
        try (LoadGenerator load = new LoadGenerator(bed.http().port(), CONNECTIONS)) {
            series.add(
                    "b1_over_p99",
                    load.open(lines, OVER * peak / lines.eventsEach(), length).p99Millis());
        }
    }

    void report(Series series, Figures figures) {
        figures.withAtLeast("overload_goodput_to_peak", series.median("over_goodput"), 0.9)
                .with("overload_refused_share", series.median("over_refused"))
                .with("overload_unanswered_requests", series.median("over_failed"))
                .with("near_load_p99_ms", series.median("near_p99"))
                .with("overload_accepted_p99_ms", series.median("over_p99"))
                .with("b1_at_the_same_load_p99_ms", series.median("b1_over_p99"))
                .withAtMost("overload_p99_to_near_load", series.median("over_p99") / series.median("near_p99"), 2)
                .withAtMost("refusal_cost_to_accept", series.median("refusal_cost"), 0.2)
                .withAtMost("overload_resident_growth", series.median("resident_growth"), 0.05);
    }

    private double cpu() throws IOException {
        return bed.edge().process().costs().cpuSeconds();
    }
}
