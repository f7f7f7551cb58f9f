package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.process.EdgeProcess;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What one caller at ten times its limit does to the others, who keep to theirs.
 *
 * <p>The noise takes processor time of the client and the kernel too, which the others lack on a machine that all share. How
 * much that is shows where the same noise goes to the bare server meanwhile.
 */
final class Noise implements AutoCloseable {
    private static final int OTHERS = 20;
    /** Of the most that the edge can take: what the others send together, and what a caller may send. */
    private static final double OTHERS_SHARE = 0.3;

    private static final double LIMIT_SHARE = 0.02;
    private static final double TIMES = 10;
    private static final int CONNECTIONS = 32;

    private final EdgeProcess edge;
    private final int elsewhere;
    private final double othersRate;
    private final double noisyRate;
    private final RequestSet others;
    private final RequestSet noisy;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /**
     * @param peak events a second that the edge takes at most
     */
    Noise(Bed bed, double peak) throws IOException, InterruptedException {
        int limit = (int) Math.max(Rates.BATCH, peak * LIMIT_SHARE);
        this.edge = bed.anotherEdge(limit);
        this.elsewhere = bed.http().port();
        this.othersRate = peak * OTHERS_SHARE;
        this.noisyRate = TIMES * limit;
        this.others = EdgeLoad.lines(
                IntStream.range(0, OTHERS)
                        .mapToObj(other -> EdgeLoad.token(Bed.SECRET, "quiet-" + other))
                        .toList(),
                Rates.BATCH,
                Packing.PLAIN);
        this.noisy = EdgeLoad.lines(EdgeLoad.token(Bed.SECRET, "noisy"), Rates.BATCH, Packing.PLAIN);
    }

    void measure(Series series, Duration length) throws InterruptedException {
        int port = edge.address().getPort();
        try (LoadGenerator quiet = new LoadGenerator(port, CONNECTIONS);
                LoadGenerator loud = new LoadGenerator(port, CONNECTIONS);
                LoadGenerator away = new LoadGenerator(elsewhere, CONNECTIONS)) {
            series.add("quiet_alone_p99", quiet(quiet, length).p99Millis());
            Future<LoadOutcome> noiseElsewhere = noise(away, length);
            series.add("quiet_beside_noise_elsewhere_p99", quiet(quiet, length).p99Millis());
            noiseElsewhere.get();
            Future<LoadOutcome> noise = noise(loud, length);
            LoadOutcome beside = quiet(quiet, length);
            LoadOutcome refused = noise.get();
            series.add("quiet_beside_p99", beside.p99Millis());
            series.add("quiet_refused", (double) (beside.refused() + beside.failed() + beside.unanswered()));
            series.add(
                    "noise_refused", refused.refused() / (double) Math.max(1, refused.refused() + refused.accepted()));
        } catch (ExecutionException e) {
            throw new MeasurementException("the noisy caller failed", e);
        }
    }

    private LoadOutcome quiet(LoadGenerator load, Duration length) throws InterruptedException {
        return load.open(others, othersRate / others.eventsEach(), length);
    }

    private Future<LoadOutcome> noise(LoadGenerator load, Duration length) {
        return thread.submit(() -> load.open(noisy, noisyRate / noisy.eventsEach(), length));
    }

    void report(Series series, Figures figures) {
        double alone = series.median("quiet_alone_p99");
        double beside = series.median("quiet_beside_p99");
        figures.with("quiet_callers_alone_p99_ms", alone)
                .with("quiet_callers_beside_noise_elsewhere_p99_ms", series.median("quiet_beside_noise_elsewhere_p99"))
                .with("quiet_callers_beside_noise_p99_ms", beside)
                .withAtMost("quiet_callers_p99_beside_noise_to_alone", beside / alone, 1.2)
                .with("quiet_callers_requests_not_accepted", series.median("quiet_refused"))
                .with("noisy_caller_refused_share", series.median("noise_refused"));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        edge.close();
    }
}
