package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.metrics.LoggedHistory.Logged;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The metrics job over one history of the log, crashed again and again at random, and a reader of its tables.
 *
 * <p>Between crashes it reads the partitions in any interleaving, takes checkpoints and stores rows, now and then
 * dying between two steps of that. A crash restores the newest checkpoint, often at another parallelism. Every other
 * time what crashed was only paused: it goes on later, as a process does that was stopped and continued.
 *
 * <p>New versions come at the end, once the first one was compared at rest; or all the while, and then subtasks read each
 * definition one after the other. What was defined before a crash is read again before the log is: a job that had stored a
 * version and did not know it any more would go on with the one before (ADR 21).
 */
final class CrashingPipeline {
    private static final int FIRST_VERSION = 1;
    private static final int NEWEST_VERSION = 5;
    private static final int MOST_CRASHES = 5;
    private static final int[] PARALLELISMS = {1, 2, 4};

    private final LoggedHistory history;
    private final List<List<ExperimentDefinition>> definitions;
    private final boolean versionsComeEarly;
    private final @Nullable Safeguard without;
    private final SplittableRandom random;
    private final ResultTable table;
    private final ArchiveTable archive;
    private final List<String> violations = new ArrayList<>();
    private final Deque<Attempt> paused = new ArrayDeque<>();

    private Attempt attempt;
    private @Nullable Checkpoint newest;
    private long epochs;
    private long appended = Fixtures.NOON;
    private int crashes;
    private int defined = FIRST_VERSION;
    private long shown;
    private long told = Long.MIN_VALUE;

    private CrashingPipeline(long seed, boolean versionsComeEarly, @Nullable Safeguard without) throws Exception {
        this.history = LoggedHistory.of(seed);
        this.definitions = versionsComeEarly ? history.definitionsUpTo(NEWEST_VERSION) : history.definitions();
        this.versionsComeEarly = versionsComeEarly;
        this.without = without;
        this.random = new SplittableRandom(seed * 31);
        this.table = new ResultTable(without);
        this.archive = new ArchiveTable(without);
        this.attempt = start();
    }

    /** One whose second version comes after everything else. */
    static CrashingPipeline versionAtTheEnd(long seed, @Nullable Safeguard without) throws Exception {
        return new CrashingPipeline(seed, false, without);
    }

    /** One whose versions come while events do. */
    static CrashingPipeline versionsAllTheWhile(long seed, @Nullable Safeguard without) throws Exception {
        return new CrashingPipeline(seed, true, without);
    }

    /** What a checkpoint of the whole job holds. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Checkpoint(RunningJob.State state, int[] positions, int definitions) {}

    /** A start of the job, and how far it has read. */
    private static final class Attempt {
        private final RunningJob job;
        private final int[] positions;
        private int definitions;

        Attempt(RunningJob job, int[] positions, int definitions) {
            this.job = job;
            this.positions = positions;
            this.definitions = definitions;
        }
    }

    /** Runs to the end of the history and lets everything come to rest. Returns what was violated on the way. */
    List<String> run() throws Exception {
        while (!atEnd()) {
            step();
        }
        if (!versionsComeEarly) {
            define(FIRST_VERSION + 1);
            compareAtRest();
        }
        // The newest version comes last: from then on those before are not written any more.
        define(definitions.size());
        compareAtRest();
        return violations;
    }

    void close() throws Exception {
        attempt.job.close();
        for (Attempt other : paused) {
            other.job.close();
        }
    }

    private void step() throws Exception {
        switch (random.nextInt(12)) {
            case 0 -> newest = checkpoint();
            case 1, 2 -> {
                upload(attempt);
                look();
            }
            case 3, 4 -> attempt.job.watermark(watermark(attempt));
            case 5 -> {
                if (versionsComeEarly) {
                    hear();
                } else {
                    define(FIRST_VERSION + 1);
                }
            }
            case 6 -> {
                if (crashes < MOST_CRASHES && random.nextInt(3) == 0) {
                    crash();
                }
            }
            case 7 -> {
                if (!paused.isEmpty() && random.nextInt(3) == 0) {
                    resume(paused.removeFirst());
                }
            }
            default -> {
                if (versionsComeEarly && random.nextInt(3) == 0) {
                    hear();
                }
                read(attempt, 1 + random.nextInt(20));
            }
        }
    }

    private Attempt start() throws Exception {
        epochs++;
        EpochStart epoch = new EpochStart(without == Safeguard.RISING_EPOCH ? 1 : epochs, appended);
        Checkpoint from = newest;
        int parallelism = PARALLELISMS[random.nextInt(PARALLELISMS.length)];
        RunningJob job = new RunningJob(parallelism, from == null ? null : from.state(), epoch, without);
        Attempt started = from == null
                ? new Attempt(job, new int[history.partitions().size()], 0)
                : new Attempt(job, from.positions().clone(), from.definitions());
        attempt = started;
        define(defined);
        return started;
    }

    private void crash() throws Exception {
        crashes++;
        if (random.nextBoolean()) {
            attempt.job.sinks().get(0).upload(table, true);
        }
        if (random.nextBoolean()) {
            paused.add(attempt);
        } else {
            attempt.job.close();
        }
        attempt = start();
        look();
    }

    /** What was paused goes on for a while, and then learns that it is over. */
    private void resume(Attempt zombie) throws Exception {
        read(zombie, random.nextInt(10));
        zombie.job.watermark(watermark(zombie));
        upload(zombie);
        zombie.job.close();
        look();
    }

    private Checkpoint checkpoint() throws Exception {
        return new Checkpoint(attempt.job.checkpoint(epochs), attempt.positions.clone(), attempt.definitions);
    }

    private void define(int upTo) throws Exception {
        for (; attempt.definitions < upTo; attempt.definitions++) {
            for (ExperimentDefinition definition : definitions.get(attempt.definitions)) {
                attempt.job.define(definition);
            }
        }
    }

    /** Sends definitions now and then; a subtask reads the next one. */
    private void hear() throws Exception {
        if (attempt.definitions < definitions.size() && random.nextInt(5) == 0) {
            definitions.get(attempt.definitions++).forEach(attempt.job::send);
            defined = Math.max(defined, attempt.definitions);
        } else {
            attempt.job.hear(random.nextInt(PARALLELISMS[PARALLELISMS.length - 1]));
        }
    }

    private void read(Attempt reading, int most) throws Exception {
        int partition = random.nextInt(history.partitions().size());
        List<Logged> records = history.partitions().get(partition);
        for (int i = 0; i < most && reading.positions[partition] < records.size(); i++) {
            Logged logged = records.get(reading.positions[partition]++);
            appended = Math.max(appended, logged.loggedAt() + 1);
            archive.insert(logged);
            reading.job.consume(entry(logged));
        }
    }

    private LogEntry entry(Logged logged) {
        LogEntry entry = logged.entry();
        if (without != Safeguard.DEDUPE || !(entry instanceof CountableEvent event)) {
            return entry;
        }
        return new CountableEvent(
                event.shard(),
                event.workspaceId(),
                event.experimentId(),
                event.userId(),
                logged.partition() + ":" + logged.offset(),
                event.variantId(),
                event.eventType(),
                event.value(),
                event.timestamp(),
                event.loggedAt());
    }

    private void upload(Attempt from) {
        for (SinkSubtask sink : from.job.sinks()) {
            if (random.nextInt(4) > 0) {
                sink.upload(table, random.nextInt(4) == 0);
            }
        }
    }

    /** Up to where every partition was read; one that was read to its end goes on by ticks. */
    private long watermark(Attempt reading) {
        long least = appended;
        for (int partition = 0; partition < reading.positions.length; partition++) {
            List<Logged> records = history.partitions().get(partition);
            int position = reading.positions[partition];
            if (position < records.size()) {
                least = Math.min(
                        least, position == 0 ? 0 : records.get(position - 1).loggedAt() - 1);
            }
        }
        return least;
    }

    private boolean atEnd() {
        for (int partition = 0; partition < attempt.positions.length; partition++) {
            if (attempt.positions[partition]
                    < history.partitions().get(partition).size()) {
                return false;
            }
        }
        return true;
    }

    /**
     * A reader looks: it must never be told less than before, nor that something is complete which is not. A paused writer
     * that had read further than its successor could make it so (ADR 18); those that are resumed here read too little.
     */
    private void look() {
        if (!versionsComeEarly && attempt.definitions > FIRST_VERSION + 1) {
            return;
        }
        long until = table.completeUntil();
        if (until < told) {
            violations.add("completeness went from " + told + " back to " + until);
        }
        told = until;
        long events = table.events();
        if (events < shown) {
            violations.add("events went from " + shown + " back to " + events);
        }
        shown = Math.max(shown, events);
        long due = history.identitiesUpTo(until);
        if (events < due) {
            violations.add("complete until " + until + ", but of " + due + " events only " + events);
        }
    }

    /** Crashes once more, where everything was counted but not everything stored, and then lets all come to rest. */
    private void compareAtRest() throws Exception {
        int known = attempt.definitions;
        attempt.job.watermark(watermark(attempt));
        newest = checkpoint();
        crash();
        while (!paused.isEmpty()) {
            resume(paused.removeFirst());
        }
        define(known);
        while (!atEnd()) {
            read(attempt, Integer.MAX_VALUE);
        }
        appended++;
        attempt.job.watermark(appended);
        attempt.job.sinks().forEach(sink -> sink.upload(table, false));
        List<ExperimentDefinition> last = definitions.get(known - 1);
        Map<StatisticsKey, Statistics> streamed = table.statistics(last.get(0).version());
        if (!streamed.equals(BatchAnswer.of(history.journal()).statistics(last, appended))) {
            violations.add("at rest the rows differ from the journal");
        }
        if (!streamed.equals(BatchAnswer.of(history.journal(), archive.rows()).statistics(last, appended))) {
            violations.add("at rest the rows differ from the archive");
        }
    }
}
