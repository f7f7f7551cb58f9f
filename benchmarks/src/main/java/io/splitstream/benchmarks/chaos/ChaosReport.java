package io.splitstream.benchmarks.chaos;

import io.splitstream.benchmarks.load.SendReport;
import io.splitstream.benchmarks.report.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a run did and saw. */
public final class ChaosReport {
    private final long seed;
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, List<Duration>> recoveries = new TreeMap<>();
    private long rounds;
    private long events;
    private long retries;
    private long assigned;
    private long reallocations;
    private long versions;
    private long comparisons;
    private long answers;
    private long windows;
    private long looks;
    private long lessUnderANewEpoch;

    ChaosReport(long seed) {
        this.seed = seed;
    }

    /**
     * Notes a fault.
     *
     * @param recovery until the results held everything up to the first fault of the round again
     * @param alone whether it was the only one of its round
     */
    void fault(Fault fault, Duration recovery, boolean alone) {
        faults.merge(fault.kind(), 1, Integer::sum);
        if (alone) {
            recoveries
                    .computeIfAbsent(fault.kind(), absent -> new ArrayList<>())
                    .add(recovery);
        }
    }

    void round(SendReport sent) {
        rounds++;
        events += sent.events();
        retries += sent.retries();
    }

    void assigned(boolean stored) {
        assigned += stored ? 1 : 0;
    }

    void changed(boolean wider) {
        reallocations++;
        versions += wider ? 1 : 0;
    }

    void compared() {
        comparisons++;
    }

    void read(WatchfulReader reader) {
        answers = reader.answers();
        windows = reader.windows();
        looks = reader.wholeLooks();
        lessUnderANewEpoch = reader.lessUnderANewEpoch();
    }

    /** Faults that befell the stack. */
    public int faults() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Experiments at rest of which all accounts agreed, one count a round each. */
    public long comparisons() {
        return comparisons;
    }

    /** Complete windows that were watched when the run ended. */
    public long windows() {
        return windows;
    }

    /** The figures, and a table of them. */
    public Figures figures(String benchmark) {
        Figures figures = new Figures(benchmark)
                .with("seed", seed)
                .with("faults", (long) faults())
                .with("rounds", rounds)
                .with("violations", 0L)
                .with("exact_comparisons", comparisons)
                .with("events_acknowledged", events)
                .with("retries", retries)
                .with("assignments", assigned)
                .with("changed_allocations", reallocations)
                .with("of_them_new_versions", versions)
                .with("answers_of_the_api_read", answers)
                .with("looks_at_answers_progress_rows_and_windows", looks)
                .with("complete_windows_watched_at_the_end", windows)
                .with("rows_with_less_under_a_new_epoch", lessUnderANewEpoch);
        faults.forEach((kind, count) -> figures.with(name(kind), (long) count));
        recoveries.forEach((kind, times) -> {
            Collections.sort(times);
            figures.with(name(kind) + "_alone_complete_again_median_seconds", seconds(times.get(times.size() / 2)))
                    .with(name(kind) + "_alone_complete_again_longest_seconds", seconds(times.get(times.size() - 1)));
        });
        return figures;
    }

    private static String name(String kind) {
        return kind.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
