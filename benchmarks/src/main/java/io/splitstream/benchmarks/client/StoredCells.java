package io.splitstream.benchmarks.client;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.contracts.recount.Recount;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment's statistics as they were streamed and as they are recounted from the archive, both in the form of
 * {@link CellTotals}. Safe for use by several threads.
 */
public final class StoredCells {
    /** The jobs whose rows are compared. */
    private static final List<String> COMPARED = List.of("experiment-metrics", "event-archive");

    private final ClickHouseReader reader;

    public StoredCells(ClickHouseReader reader) {
        this.reader = reader;
    }

    /** The cells of a generation's newest version, as stored; generation 0 is the live job's. */
    public List<List<String>> streamed(String experimentId, int generation) throws IOException, InterruptedException {
        return reader.rows(CellTotals.ofGeneration(), Map.of("experiment", experimentId, "generation", generation));
    }

    /** The cells by a recount of all that is archived by now. */
    public List<List<String>> recounted(ExperimentDefinition definition) throws IOException, InterruptedException {
        return recounted(
                definition.workspaceId(), definition.experimentId(), definition.weightEpochs(), definition.metrics());
    }

    /** The same of an experiment that declares no metrics and whose allocations are known. */
    public List<List<String>> recounted(String workspaceId, String experimentId, List<WeightEpoch> epochs)
            throws IOException, InterruptedException {
        return recounted(workspaceId, experimentId, epochs, MetricPlan.NONE);
    }

    private List<List<String>> recounted(
            String workspaceId, String experimentId, List<WeightEpoch> epochs, MetricPlan metrics)
            throws IOException, InterruptedException {
        return reader.rows(
                CellTotals.of("(" + Recount.whole(metrics).statement() + ")"),
                Recount.parameters(workspaceId, experimentId, epochs, metrics, System.currentTimeMillis()));
    }

    /** Log time up to which each job's rows are stored, milliseconds since the epoch, by the job's name. */
    public Map<String, Long> completeUntil() throws IOException, InterruptedException {
        Map<String, Long> byJob = new HashMap<>();
        for (List<String> row :
                reader.rows("SELECT job, toUnixTimestamp64Milli(complete_until) FROM v_progress", Map.of())) {
            byJob.put(row.get(0), Long.parseLong(row.get(1)));
        }
        return byJob;
    }

    /** Whether the statistics and the archive hold all that was logged by a time, milliseconds since the epoch. */
    public boolean areCompleteUntil(long time) throws IOException, InterruptedException {
        Map<String, Long> byJob = completeUntil();
        return COMPARED.stream().allMatch(job -> byJob.getOrDefault(job, 0L) >= time);
    }
}
