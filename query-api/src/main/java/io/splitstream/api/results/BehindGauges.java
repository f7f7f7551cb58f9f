package io.splitstream.api.results;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How far each stream job's rows are behind the clock, as gauges in seconds: the clock minus the log time up to which
 * they are complete, as it was read last. While nothing can be read the gauges grow with the clock, as they should.
 * Safe for use by several threads.
 */
public final class BehindGauges {
    private static final List<String> JOBS = List.of(Progress.METRICS_JOB, Progress.ARCHIVE_JOB);
    private static final double MILLIS = 1_000;

    private final Results results;
    private volatile Progress last = new Progress(Map.of());

    /** Gauges that count from the start on until something was read. */
    public BehindGauges(Results results, MeterRegistry meters, Clock clock) {
        this.results = results;
        Instant start = clock.instant();
        for (String job : JOBS) {
            Gauge.builder(
                            "splitstream_api_results_behind_seconds",
                            () -> seconds(last.of(job).orElse(start), clock.instant()))
                    .description("The clock minus the log time up to which a job's rows are complete")
                    .tag("stream_job", job)
                    .register(meters);
        }
    }

    /**
     * Reads how far the jobs are; blocks.
     *
     * @throws io.splitstream.api.platform.UnavailableException while that cannot be read
     */
    public void read() {
        last = results.progress();
    }

    private static double seconds(Instant until, Instant now) {
        return Math.max(0, Duration.between(until, now).toMillis() / MILLIS);
    }
}
