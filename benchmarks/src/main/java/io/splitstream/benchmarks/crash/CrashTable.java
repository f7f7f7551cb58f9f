package io.splitstream.benchmarks.crash;

import java.util.List;
import java.util.Locale;

/** Outcomes for a reader: a line each, and below it what must not be. */
final class CrashTable {
    private static final String ROW = "%-42s %6s %10s %8s %8s %8s %8s %8s %8s %8s %8s  %s%n";

    private CrashTable() {}

    static String of(List<CrashOutcome> outcomes, long seed) {
        StringBuilder table =
                new StringBuilder("edge-crash, seed ").append(seed).append('\n');
        table.append(String.format(
                ROW,
                "what was done",
                "times",
                "events",
                "missing",
                "doubled",
                "copies",
                "refused",
                "unknown",
                "broken",
                "scrapes",
                "drain",
                ""));
        table.append(String.format(
                ROW, "", "", "acked", "", "", "", "requests", "requests", "requests", "balanced", "ms", ""));
        outcomes.forEach(outcome -> table.append(line(outcome)));
        return table.toString();
    }

    static String line(CrashOutcome outcome) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                ROW,
                outcome.title(),
                outcome.times(),
                outcome.acked(),
                outcome.missing(),
                outcome.doubled(),
                outcome.copies(),
                outcome.refused(),
                outcome.unknown(),
                outcome.broken(),
                outcome.scrapes(),
                outcome.longestDrainMillis() == 0 ? "" : outcome.longestDrainMillis(),
                outcome.faults().isEmpty() ? "ok" : "FAULT"));
        outcome.faults().forEach(fault -> line.append("    ").append(fault).append('\n'));
        return line.toString();
    }
}
