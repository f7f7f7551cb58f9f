package io.splitstream.api.results;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Up to which log time each stream job's rows are complete. */
public record Progress(Map<String, Instant> completeUntilByJob) {
    /** The job that makes the statistics. */
    public static final String METRICS_JOB = "experiment-metrics";

    /** The job that keeps the archive. */
    public static final String ARCHIVE_JOB = "event-archive";

    /** The job that makes sense of sessions. */
    public static final String INSIGHTS_JOB = "session-insights";

    public Progress {
        completeUntilByJob = Map.copyOf(completeUntilByJob);
    }

    /** Of one job; empty while not all of its subtasks have written. */
    public Optional<Instant> of(String job) {
        return Optional.ofNullable(completeUntilByJob.get(job));
    }
}
