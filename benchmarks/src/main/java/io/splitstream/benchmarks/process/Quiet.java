package io.splitstream.benchmarks.process;

import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Whether anybody else uses the machine's processors. Linux only. */
public final class Quiet {
    private static final Duration WATCHED = Duration.ofSeconds(3);
    private static final double BUSY = 0.1;
    private static final int IDLE = 4;
    private static final int WAITING = 5;

    private Quiet() {}

    /**
     * The share of all processors' time that is used now, 0 to 1.
     *
     * @param anyway whether to go on where that is too much to measure beside
     * @throws MeasurementException if it is too much
     */
    public static double require(boolean anyway) throws InterruptedException, IOException {
        long[] before = times();
        Thread.sleep(WATCHED.toMillis());
        long[] after = times();
        double used = 1 - (after[1] - before[1]) / (double) Math.max(1, after[0] - before[0]);
        if (used > BUSY && !anyway) {
            throw new MeasurementException(
                    String.format(
                            "%.0f %% of the processors' time is used by others (expected: at most %.0f %%); wait, or"
                                    + " give --busy for rough figures",
                            100 * used, 100 * BUSY),
                    null);
        }
        return used;
    }

    /** All time, and the time of it in which nothing ran. */
    private static long[] times() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/stat")).get(0);
        String[] fields = line.strip().split(" +", -1);
        long all = 0;
        long idle = 0;
        for (int i = 1; i < fields.length; i++) {
            long ticks = Long.parseLong(fields[i]);
            all += ticks;
            idle += i == IDLE || i == WAITING ? ticks : 0;
        }
        return new long[] {all, idle};
    }
}
