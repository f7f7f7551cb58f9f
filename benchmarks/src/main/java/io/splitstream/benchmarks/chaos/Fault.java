package io.splitstream.benchmarks.chaos;

import io.splitstream.benchmarks.process.Part;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Something that befalls a process.
 *
 * @param pause how long it is stopped before it goes on; zero if it is killed
 * @param gap how long the round goes on before the next fault
 */
record Fault(Part part, Duration pause, Duration gap) {
    /** Those that the results depend on, each as often as it stands here. */
    private static final List<Part> PARTS = List.of(
            Part.TASKMANAGER,
            Part.TASKMANAGER,
            Part.JOBMANAGER,
            Part.KAFKA,
            Part.CLICKHOUSE,
            Part.CLICKHOUSE,
            Part.EDGE,
            Part.API);

    private static final double PAUSES = 0.35;
    private static final int SHORTEST_PAUSE_MILLIS = 500;
    /** Well above the 6 s after which Flink gives a silent process up. */
    private static final int LONGEST_PAUSE_MILLIS = 11_000;

    private static final int LONGEST_GAP_MILLIS = 4_000;

    static Fault draw(SplittableRandom random) {
        Part part = PARTS.get(random.nextInt(PARTS.size()));
        boolean paused = random.nextDouble() < PAUSES;
        return new Fault(
                part,
                Duration.ofMillis(paused ? random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS) : 0),
                Duration.ofMillis(random.nextInt(LONGEST_GAP_MILLIS)));
    }

    boolean kills() {
        return pause.isZero();
    }

    /** What befalls whom, without figures. */
    String kind() {
        return (kills() ? "kill " : "pause ") + part.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return kills() ? kind() : kind() + " for " + pause.toMillis() + " ms";
    }
}
