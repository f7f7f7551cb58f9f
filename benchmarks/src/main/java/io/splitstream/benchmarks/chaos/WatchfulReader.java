package io.splitstream.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.ClickHouseReader;
import io.splitstream.benchmarks.client.RunningStack;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads all the while, remembers what it was told, and notes what a later answer takes back: how far answers and jobs
 * are complete, the version of a row, events of a row within an epoch, and windows that were said to be complete.
 *
 * <p>Reads that fail are passed over: while a process is down no answer is allowed, a wrong one is not. Runs on a thread
 * of its own until interrupted.
 */
final class WatchfulReader implements Runnable {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int READS_PER_LOOK_AT_WINDOWS = 8;
    private static final int MAX_NOTED = 20;
    private static final String ROWS = "SELECT experiment_id, version, bucket, toString(bitShiftRight(ver, 64)),"
            + " toString(ver), events + late_events FROM experiment_statistics FINAL"
            + " WHERE generation = 0 AND experiment_id IN {experiments:Array(String)}";
    private static final String WINDOWS = "SELECT experiment_id, toUnixTimestamp(window_start), variant_id, event_type,"
            + " events, valued, value FROM v_windows_10s"
            + " WHERE complete AND experiment_id IN {experiments:Array(String)}";
    private static final String PROGRESS = "SELECT job, toUnixTimestamp64Milli(complete_until) FROM v_progress";
    private static final String ARCHIVE_JOB = "event-archive";
    private static final long WINDOW_MILLIS = 10_000;

    private final ApiClient api;
    private final ClickHouseReader store;
    private final Set<String> experiments = new HashSet<>();
    private final Map<String, Instant> told = new HashMap<>();
    private final Map<String, Long> progress = new HashMap<>();
    private final Map<List<String>, StoredRow> rows = new HashMap<>();
    private final Map<List<String>, List<String>> windows = new HashMap<>();
    /** Up to which log time the windows of an experiment were complete when they were read last. */
    private final Map<String, Long> windowsUntil = new HashMap<>();

    /** Rows that held fewer events under a new epoch, since the last rest. */
    private final Set<List<String>> lessened = new HashSet<>();

    private final List<String> takenBack = new ArrayList<>();
    private long answers;
    private long progressReads;
    private long rowReads;
    private long windowReads;
    private long lessUnderANewEpoch;

    WatchfulReader(RunningStack stack) {
        this.api = stack.admin();
        this.store = stack.reader();
    }

    /** A row as it was read. */
    private record StoredRow(String epoch, BigInteger version, long events) {}

    /** From now on looks at an experiment. */
    synchronized void open(String experimentId) {
        experiments.add(experimentId);
    }

    /** Forgets an experiment. */
    synchronized void close(String experimentId) {
        experiments.remove(experimentId);
        rows.keySet().removeIf(key -> key.get(0).equals(experimentId));
        windows.keySet().removeIf(key -> key.get(0).equals(experimentId));
        lessened.removeIf(key -> key.get(0).equals(experimentId));
    }

    @Override
    public void run() {
        try {
            for (long read = 0; true; read++) {
                for (String experimentId : looked()) {
                    passingOver(() -> readAnswer(experimentId));
                }
                passingOver(this::readProgress);
                passingOver(this::readRows);
                if (read % READS_PER_LOOK_AT_WINDOWS == 0) {
                    passingOver(this::readWindows);
                }
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * To be called at rest: what was taken back, and when that was read.
     *
     * <p>A row may hold fewer events under a new epoch if its version was replaced: what is read again counts for the
     * successor. By now the successor has rows.
     */
    synchronized List<String> takenBack() {
        for (List<String> key : lessened) {
            long version = Long.parseLong(key.get(1));
            boolean replaced = rows.keySet().stream()
                    .anyMatch(row -> row.get(0).equals(key.get(0)) && Long.parseLong(row.get(1)) > version);
            if (!replaced) {
                note("row " + key + " of the newest version lost events under a new epoch, and has now "
                        + rows.get(key));
            }
        }
        lessened.clear();
        return List.copyOf(takenBack);
    }

    /** Answers that were compared with earlier ones. */
    synchronized long answers() {
        return answers;
    }

    /** Complete windows that are remembered. */
    synchronized long windows() {
        return windows.size();
    }

    /** How often everything was read that there is to read: the least of the four. */
    synchronized long wholeLooks() {
        return Math.min(Math.min(answers, progressReads), Math.min(rowReads, windowReads));
    }

    /** How often a row of a new epoch held fewer events than the row that it replaced. */
    synchronized long lessUnderANewEpoch() {
        return lessUnderANewEpoch;
    }

    private synchronized Set<String> looked() {
        return Set.copyOf(experiments);
    }

    @FunctionalInterface
    private interface Read {
        void read() throws IOException, InterruptedException;
    }

    private static void passingOver(Read read) throws InterruptedException {
        try {
            read.read();
        } catch (IOException e) {
            // Nobody answers while a process is down.
        }
    }

    private void readAnswer(String experimentId) throws IOException, InterruptedException {
        Answer answer = api.get("/api/experiments/" + experimentId + "/metrics");
        JsonNode until = answer.data().path("complete_until");
        if (answer.status() != 200) {
            return;
        }
        synchronized (this) {
            answers++;
            Instant before = told.get(experimentId);
            Instant now = until.isTextual() ? Instant.parse(until.asText()) : Instant.MIN;
            if (before != null && now.isBefore(before)) {
                note("the API said of " + experimentId + " complete until " + before + ", then " + until);
            } else {
                told.put(experimentId, now);
            }
        }
    }

    private void readProgress() throws IOException, InterruptedException {
        List<List<String>> read = store.rows(PROGRESS, Map.of());
        synchronized (this) {
            progressReads++;
            for (List<String> row : read) {
                long now = Long.parseLong(row.get(1));
                long before = progress.getOrDefault(row.get(0), Long.MIN_VALUE);
                if (now < before) {
                    note(row.get(0) + " was complete until " + Instant.ofEpochMilli(before) + ", then until "
                            + Instant.ofEpochMilli(now));
                } else {
                    progress.put(row.get(0), now);
                }
            }
        }
    }

    private void readRows() throws IOException, InterruptedException {
        List<List<String>> read = store.rows(ROWS, parameters(looked()));
        synchronized (this) {
            rowReads++;
            for (List<String> row : read) {
                List<String> key = row.subList(0, 3);
                StoredRow now = new StoredRow(row.get(3), new BigInteger(row.get(4)), Long.parseLong(row.get(5)));
                StoredRow before = rows.put(key, now);
                if (before == null) {
                    continue;
                }
                boolean sameEpoch = before.epoch.equals(now.epoch);
                if (now.version.compareTo(before.version) < 0) {
                    note("row " + key + " went back from " + before + " to " + now);
                } else if (now.events < before.events && sameEpoch) {
                    note("row " + key + " lost events within an epoch: " + before + ", then " + now);
                } else if (now.events < before.events) {
                    lessUnderANewEpoch++;
                    lessened.add(key);
                }
            }
        }
    }

    private void readWindows() throws IOException, InterruptedException {
        Set<String> looked = looked();
        long horizon;
        synchronized (this) {
            horizon = progress.getOrDefault(ARCHIVE_JOB, Long.MIN_VALUE);
        }
        Map<List<String>, List<String>> now = new HashMap<>();
        store.rows(WINDOWS, parameters(looked)).forEach(row -> now.put(row.subList(0, 4), row.subList(4, 7)));
        synchronized (this) {
            windowReads++;
            // An experiment may have been closed since the question was asked.
            now.keySet().removeIf(key -> !experiments.contains(key.get(0)));
            windows.forEach((key, before) -> {
                List<String> found = now.getOrDefault(key, List.of());
                if (looked.contains(key.get(0)) && !before.equals(found)) {
                    note("complete window " + key + " held " + before + ", then " + found);
                }
            });
            now.forEach((key, found) -> {
                long end = Long.parseLong(key.get(1)) * 1_000 + WINDOW_MILLIS;
                if (end <= windowsUntil.getOrDefault(key.get(0), Long.MIN_VALUE) && !windows.containsKey(key)) {
                    note("complete window " + key + " held nothing, then " + found);
                }
            });
            windows.putAll(now);
            looked.forEach(experimentId -> windowsUntil.merge(experimentId, horizon, Math::max));
        }
    }

    private static Map<String, String> parameters(Set<String> experimentIds) {
        return Map.of("experiments", "['" + String.join("','", experimentIds) + "']");
    }

    private void note(String what) {
        if (takenBack.size() < MAX_NOTED) {
            takenBack.add(Instant.now() + " " + what);
        }
    }
}
