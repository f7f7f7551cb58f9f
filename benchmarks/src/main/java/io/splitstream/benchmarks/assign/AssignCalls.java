package io.splitstream.benchmarks.assign;

import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Calls assign in a closed loop: so many callers, each waits for its answer before it asks again. */
final class AssignCalls {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final ApiClient client;
    private final String path;

    AssignCalls(ApiClient client, String experimentId) {
        this.client = client;
        this.path = "/api/experiments/" + experimentId + "/assign";
    }

    /**
     * What was measured.
     *
     * @param latencies in nanoseconds
     */
    record Measured(long calls, double seconds, Histogram latencies) {
        double perSecond() {
            return calls / seconds;
        }

        double millisAt(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /**
     * Calls for some time.
     *
     * @param user of the n-th call
     * @throws MeasurementException if a call is not answered 200
     */
    Measured run(int callers, Duration time, LongFunction<String> user) throws InterruptedException {
        AtomicLong number = new AtomicLong();
        Recorder latencies = new Recorder(LONGEST_NANOS, DIGITS);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        long before = System.nanoTime();
                        call(user.apply(number.getAndIncrement()));
                        latencies.recordValue(System.nanoTime() - before);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new MeasurementException("a user was not assigned", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return new Measured(number.get(), (System.nanoTime() - start) / 1e9, latencies.getIntervalHistogram());
    }

    private void call(String user) throws IOException, InterruptedException {
        Answer answer = client.post(path, "{\"user_id\":\"" + user + "\"}");
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status() + ": " + answer.text());
        }
    }
}
