package io.splitstream.benchmarks.process;

import io.splitstream.benchmarks.report.MeasurementException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a process of our own to become what it must. */
final class Await {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Await() {}

    /**
     * Asks again and again; an exception counts as no.
     *
     * @throws MeasurementException if the answer is still no when the time is over, or the process has ended
     */
    static void until(String what, Duration limit, JavaProcess process, Callable<Boolean> condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(INTERVAL.toMillis());
        }
        throw new MeasurementException(
                (process.isAlive() ? "not within " + limit + ": " : "the process ended before: ") + what, last);
    }
}
