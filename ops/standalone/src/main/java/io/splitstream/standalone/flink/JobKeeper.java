package io.splitstream.standalone.flink;

import io.splitstream.standalone.flink.Checkpoints.Checkpoint;
import io.splitstream.standalone.process.OneShot;
import io.splitstream.standalone.process.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has every job running, once. Looks each second, and submits a job that is not there, from its newest complete
 * checkpoint if it has one.
 *
 * <p>Why never twice: this keeper chooses the job's id before it submits, and holds on to it until the JobManager
 * says that job ended, or the JobManager itself was started anew and so forgot it. A request of unknown fate is
 * simply repeated under the same id, which the JobManager refuses if the first one arrived.
 *
 * <p>Why never behind: a JobManager that was killed can complete no checkpoint any more, so the newest one on disk is
 * the newest there will be; and nothing is started from nothing while a complete checkpoint exists, however often
 * restoring it fails.
 */
public final class JobKeeper implements Runnable {
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final FlinkRest rest;
    private final Path jar;
    private final LongSupplier jobManagerStarts;
    private final BooleanSupplier storesReady;
    private final Progress progress;
    private final List<KeptJob> jobs;
    private volatile boolean allRunning;

    private long knownJobManager;
    private @Nullable String jarId;

    /**
     * @param rest of the JobManager
     * @param jar that holds the jobs
     * @param checkpoints holds a directory for each job
     * @param jobManagerStarts counts the starts of the JobManager: one that was started anew knows no jobs
     * @param storesReady whether what the jobs read and write is there; asked before the first submission
     * @param progress for lines about jobs
     */
    public JobKeeper(
            FlinkRest rest,
            Path jar,
            Path checkpoints,
            LongSupplier jobManagerStarts,
            BooleanSupplier storesReady,
            Progress progress) {
        this.rest = rest;
        this.jar = jar;
        this.jobManagerStarts = jobManagerStarts;
        this.storesReady = storesReady;
        this.progress = progress;
        this.jobs = StreamJob.ALL.stream()
                .map(job -> new KeptJob(job, new Checkpoints(checkpoints.resolve(job.name()))))
                .toList();
    }

    /** Whether every job was seen running in the last round. From any thread. */
    public boolean allRunning() {
        return allRunning;
    }

    /** Keeps the jobs until interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(ROUND.toMillis());
                if (storesReady.getAsBoolean()) {
                    allRunning = round();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at every job once, and says whether all were seen running. */
    boolean round() throws InterruptedException {
        long starts = jobManagerStarts.getAsLong();
        Map<String, String> states;
        try {
            states = rest.jobStates();
        } catch (IOException e) {
            // The JobManager is away; its supervisor says so and brings it back.
            return false;
        }
        if (starts != knownJobManager) {
            knownJobManager = starts;
            jarId = null;
            jobs.stream().filter(job -> !states.containsKey(job.id())).forEach(KeptJob::forget);
        }
        boolean running = true;
        for (KeptJob job : jobs) {
            try {
                running &= keep(job, states.get(job.id()));
            } catch (IOException e) {
                running = false;
                String message = e.getMessage();
                job.trouble(message == null ? e.toString() : message).ifPresent(progress::say);
            }
        }
        return running;
    }

    private boolean keep(KeptJob job, @Nullable String state) throws IOException, InterruptedException {
        if (state == null) {
            submit(job);
            return false;
        }
        switch (state) {
            case "RUNNING" -> {
                job.nowRunning().ifPresent(progress::say);
                for (Path old : job.checkpoints().superseded(job.id())) {
                    OneShot.run(List.of("rm", "-rf", old.toString()));
                }
                return true;
            }
            case "FAILED", "CANCELED", "FINISHED", "SUSPENDED" -> {
                String why = rest.rootException(job.id()).orElse("no reason given");
                job.trouble(state + ", to be submitted again: "
                                + why.lines().findFirst().orElse(why))
                        .ifPresent(progress::say);
                job.forget();
                return false;
            }
            default -> {
                // On its way up or down; the JobManager looks after it.
                return false;
            }
        }
    }

    private void submit(KeptJob job) throws IOException, InterruptedException {
        String uploaded = jarId;
        if (uploaded == null) {
            uploaded = rest.upload(jar);
            jarId = uploaded;
        }
        Optional<Checkpoint> newest = job.checkpoints().newest();
        job.submitted(newest);
        rest.run(
                uploaded,
                job.entryClass(),
                job.id(),
                newest.map(Checkpoint::path).orElse(null));
    }
}
