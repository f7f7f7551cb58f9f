package io.splitstream.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.RunningStack;
import java.io.IOException;

/** Whether the jobs run, as the JobManager sees it. */
final class RunningJobs {
    private static final String NO_TOKEN = "";

    private final ApiClient jobManager;

    RunningJobs(RunningStack stack) {
        this.jobManager = new ApiClient(stack.jobManager(), NO_TOKEN);
    }

    /** Whether every task of every job runs: restored, and reading. */
    boolean allRun() throws IOException, InterruptedException {
        JsonNode jobs = jobManager.get("/jobs/overview").body().path("jobs");
        for (JsonNode job : jobs) {
            JsonNode tasks = job.path("tasks");
            if (tasks.path("running").asInt() < tasks.path("total").asInt()) {
                return false;
            }
        }
        return !jobs.isEmpty();
    }
}
