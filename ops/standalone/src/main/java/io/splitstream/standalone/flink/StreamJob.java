package io.splitstream.standalone.flink;

import java.util.List;

/**
 * A job to keep running.
 *
 * @param name as the job calls itself; also the name of its checkpoint directory
 * @param entryClass its main class in the jobs' jar
 */
public record StreamJob(String name, String entryClass) {
    /** Every job of the product. */
    public static final List<StreamJob> ALL = List.of(
            new StreamJob("experiment-metrics", "io.splitstream.jobs.metrics.ExperimentMetricsJob"),
            new StreamJob("event-archive", "io.splitstream.jobs.archive.EventArchiveJob"),
            new StreamJob("session-insights", "io.splitstream.jobs.insights.SessionInsightsJob"));
}
