package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.process.JavaProcess;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;

/** How many events a second go through at most, and what CPU time each takes. */
final class Rates {
    static final int BATCH = 100;

    /** Many clients with one request each: an acknowledgement takes milliseconds, and they shall not limit the rate. */
    private static final Shape ONE_EACH = new Shape(512, 1);

    /** More than the pace clears in the time of an acknowledgement: half of it limits the rate, twice of it only queues. */
    private static final Shape FEW_EACH = new Shape(64, 2);

    private final Bed bed;
    private final RequestSet singles;
    private final RequestSet lines;
    private final RequestSet gzip;
    private final RequestSet zstd;

    Rates(Bed bed) {
        this.bed = bed;
        String token = EdgeLoad.token(Bed.SECRET, "rates");
        this.singles = EdgeLoad.singles(token);
        this.lines = EdgeLoad.lines(token, BATCH, Packing.PLAIN);
        this.gzip = EdgeLoad.lines(token, BATCH, Packing.GZIP);
        this.zstd = EdgeLoad.lines(token, BATCH, Packing.ZSTD);
    }

    /** Lets every process compile what it runs. */
    void warmUp(Duration length) throws IOException, InterruptedException {
        measure(new Series(), length.dividedBy(2));
        measure(new Series(), length.dividedBy(2));
    }

    /** One round. */
    void measure(Series series, Duration length) throws IOException, InterruptedException {
        http(series, "b1_single", singles, ONE_EACH, length);
        edge(series, "edge_single", singles, ONE_EACH, length);
        Floor.Sent plain = bed.kafka().send(0, length);
        series.add("b2_events_per_second", plain.perSecond());
        series.add("b2_cpu_micros_per_event", plain.cpuMicrosEach());
        edge(series, "edge_lines", lines, FEW_EACH, length);
        http(series, "b1_lines", lines, FEW_EACH, length);
        edge(series, "edge_gzip", gzip, FEW_EACH, length);
        edge(series, "edge_zstd", zstd, FEW_EACH, length);
    }

    void report(Series series, Figures figures) {
        double b1 = series.median("b1_single_events_per_second");
        double b1Cpu = series.median("b1_single_cpu_micros_per_event");
        double b1LinesCpu = series.median("b1_lines_cpu_micros_per_event");
        double b2 = series.median("b2_events_per_second");
        double b2Cpu = series.median("b2_cpu_micros_per_event");
        figures.with("b1_requests_per_second", b1)
                .with("b1_cpu_micros_per_request", b1Cpu)
                .with("b1_lines_cpu_micros_per_event", b1LinesCpu)
                .with("b2_records_per_second", b2)
                .with("b2_cpu_micros_per_record", b2Cpu);
        double single = series.median("edge_single_events_per_second");
        double singleCpu = series.median("edge_single_cpu_micros_per_event");
        figures.with("single_events_per_second", single)
                .withAtLeast("single_rate_to_b1", single / b1, 0.40)
                .with("single_cpu_micros_per_event", singleCpu)
                .withAtMost("single_cpu_to_floors", singleCpu / (b1Cpu + b2Cpu), 1.6);
        double lineRate = series.median("edge_lines_events_per_second");
        double lineCpu = series.median("edge_lines_cpu_micros_per_event");
        figures.with("lines_events_per_second", lineRate)
                .withAtLeast("lines_rate_to_b2", lineRate / b2, 0.70)
                .with("lines_cpu_micros_per_event", lineCpu)
                .withAtMost("lines_cpu_to_floors", lineCpu / (b1LinesCpu + b2Cpu), 1.6);
        double gzipRate = series.median("edge_gzip_events_per_second");
        double zstdRate = series.median("edge_zstd_events_per_second");
        figures.with("gzip_events_per_second", gzipRate)
                .withAtLeast("gzip_rate_to_b2", gzipRate / b2, 0.50)
                .with("gzip_cpu_micros_per_event", series.median("edge_gzip_cpu_micros_per_event"))
                .with("zstd_events_per_second", zstdRate)
                .withAtLeast("zstd_rate_to_b2", zstdRate / b2, 0.55)
                .with("zstd_cpu_micros_per_event", series.median("edge_zstd_cpu_micros_per_event"));
    }

    private void http(Series series, String name, RequestSet requests, Shape shape, Duration length)
            throws IOException, InterruptedException {
        measure(series, name, new Server(bed.http().port(), bed.http().process()), requests, shape, length);
    }

    private void edge(Series series, String name, RequestSet requests, Shape shape, Duration length)
            throws IOException, InterruptedException {
        Server server = new Server(bed.edge().address().getPort(), bed.edge().process());
        measure(series, name, server, requests, shape, length);
    }

    private static void measure(
            Series series, String name, Server server, RequestSet requests, Shape shape, Duration length)
            throws IOException, InterruptedException {
        try (LoadGenerator load = new LoadGenerator(server.port, shape.connections)) {
            double before = server.process.costs().cpuSeconds();
            LoadOutcome outcome = load.closed(requests, shape.outstanding, length);
            double cpu = server.process.costs().cpuSeconds() - before;
            if (outcome.failed() + outcome.unanswered() > 0 || outcome.accepted() == 0) {
                throw new MeasurementException(
                        name + ": " + outcome.failed() + " requests failed, " + outcome.unanswered()
                                + " were not answered, " + outcome.accepted() + " were accepted",
                        null);
            }
            double events = (double) outcome.accepted() * requests.eventsEach();
            series.add(name + "_events_per_second", events / outcome.seconds());
            series.add(name + "_cpu_micros_per_event", cpu * 1e6 / events);
        }
    }

    /** Connections, and requests that each has outstanding. */
    private record Shape(int connections, int outstanding) {}

    private record Server(int port, JavaProcess process) {}
}
