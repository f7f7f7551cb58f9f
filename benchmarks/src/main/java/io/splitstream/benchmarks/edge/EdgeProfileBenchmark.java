package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.process.Quiet;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;

/** Where the edge's time and garbage come from, as text. */
public final class EdgeProfileBenchmark implements Benchmark {
    @Override
    public String name() {
        return "edge-profile";
    }

    @Override
    public String purpose() {
        return "where the edge's processor time and garbage come from, by the JVM's flight recorder";
    }

    @Override
    public boolean needsStack() {
        return false;
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        try {
            double used = Quiet.require(request.busy());
            try (Bed bed = Bed.start(request.classPaths())) {
                new Rates(bed).warmUp(Duration.ofSeconds(request.quick() ? 4 : 10));
                Profile profile = Profile.of(bed, Duration.ofSeconds(request.quick() ? 5 : 20));
                return new Figures(name())
                        .with("machine_used_by_others", used)
                        .with("events", profile.events())
                        .withAtMost("own_bytes_allocated_per_event", profile.ownBytesPerEvent(), 128)
                        .withTable(profile.text());
            }
        } catch (IOException e) {
            throw new MeasurementException("a process could not be run: " + e.getMessage(), e);
        }
    }
}
