package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it costs to refuse a body that claims to be a thousand times larger than it is. */
final class Bombs {
    private static final int PLAIN_BYTES = 4 << 20;
    private static final Pattern ALLOCATED =
            Pattern.compile("^jvm_gc_memory_allocated_bytes_total(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE);

    private final Bed bed;

    Bombs(Bed bed) {
        this.bed = bed;
    }

    void measure(Series series, Packing packing, Duration length) throws IOException, InterruptedException {
        byte[] plain = new byte[PLAIN_BYTES];
        Arrays.fill(plain, (byte) '\n');
        byte[] request = EdgeLoad.post(
                "/collect",
                EdgeLoad.token(Bed.SECRET, "bombs"),
                "application/x-ndjson",
                packing.header(),
                packing.pack(plain));
        try (LoadGenerator load = new LoadGenerator(bed.edge().address().getPort(), 1)) {
            double cpu = bed.edge().process().costs().cpuSeconds();
            double heap = allocated();
            LoadOutcome outcome = load.closed(new RequestSet(1, List.of(request)), 1, length);
            if (outcome.accepted() > 0 || outcome.failed() == 0) {
                throw new MeasurementException(packing + ": a bomb was not refused: " + outcome.accepted(), null);
            }
            String name = packing.name().toLowerCase(Locale.ROOT) + "_bomb";
            series.add(
                    name + "_cpu_millis", (bed.edge().process().costs().cpuSeconds() - cpu) * 1e3 / outcome.failed());
            series.add(name + "_heap_mib", (allocated() - heap) / 1048576.0 / outcome.failed());
        }
    }

    void report(Series series, Figures figures) {
        for (Packing packing : List.of(Packing.GZIP, Packing.ZSTD)) {
            String name = packing.name().toLowerCase(Locale.ROOT) + "_bomb";
            figures.withAtMost(name + "_cpu_ms", series.median(name + "_cpu_millis"), 10)
                    .withAtMost(name + "_heap_mib", series.median(name + "_heap_mib"), 1);
        }
    }

    /** Bytes that the edge's JVM has allocated, as of its last collection. */
    private double allocated() throws IOException, InterruptedException {
        Matcher line = ALLOCATED.matcher(bed.edge().metrics());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
