package io.splitstream.benchmarks.calibration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was counted, for a reader: a line for each scenario, its bounds beside its counts, what was missed marked. */
final class CalibrationTable {
    private static final String ROW = "%-48s %16s %16s %14s %18s %18s %10s  %s%n";

    private CalibrationTable() {}

    static String of(List<Verification> verifications, int runs) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "calibration: %,d runs of each scenario, %,d looks up to %,d users; counts (bounds)%n%n",
                runs,
                Scenario.LOOKS,
                Scenario.USERS));
        table.append(
                String.format(ROW, "", "sequence", "LAUNCH", "mismatch", "fixed test", "interval", "fixed test", ""));
        table.append(String.format(ROW, "", "rejected", "", "alarms", "at the end", "covers", "watched", "verdict"));
        for (Verification verification : verifications) {
            table.append(line(verification));
        }
        long missed = missed(verifications);
        table.append(
                missed == 0
                        ? String.format(Locale.ROOT, "%nall bounds are kept%n")
                        : String.format(Locale.ROOT, "%nBOUNDS MISSED: %d%n", missed));
        return table.toString();
    }

    static long missed(List<Verification> verifications) {
        return verifications.stream()
                .flatMap(verification -> verification.checks().stream())
                .filter(check -> !check.isKept())
                .count();
    }

    private static String line(Verification verification) {
        Counts counts = verification.counts();
        boolean kept = verification.checks().stream().allMatch(Check::isKept);
        String verdict = verification.scenario().promise() == Scenario.Promise.NONE ? "shown" : kept ? "ok" : "MISSED";
        return String.format(
                Locale.ROOT,
                ROW,
                verification.scenario().title(),
                cell(counts.sequenceRejected(), "sequence_rejected", verification),
                cell(counts.launched(), "launched", verification),
                cell(counts.mismatchAlarms(), "mismatch_alarms", verification),
                cell(counts.fixedRejected(), "fixed_rejected", verification),
                cell(counts.covered(), "covered", verification),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * counts.watchedFixedRejected() / counts.runs()),
                verdict);
    }

    private static String cell(int count, String what, Verification verification) {
        Optional<Check> bound = verification.checks().stream()
                .filter(check -> check.what().equals(what))
                .findFirst();
        return bound.map(check -> (check.isKept() ? "" : "!") + count + " (" + bounds(check, verification) + ")")
                .orElse(Integer.toString(count));
    }

    private static String bounds(Check check, Verification verification) {
        if (check.least() == 0) {
            return "≤" + check.most();
        }
        return check.most() == verification.counts().runs() ? "≥" + check.least() : check.least() + "–" + check.most();
    }
}
