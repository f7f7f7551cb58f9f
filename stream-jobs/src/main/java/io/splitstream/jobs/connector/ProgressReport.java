package io.splitstream.jobs.connector;

import io.splitstream.contracts.results.ResultTables;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;

/**
 * Writes the rows that say up to which log time one sink subtask's rows are stored.
 *
 * @param job name of the job
 * @param subtask index of the subtask, from 0
 * @param parallelism how many subtasks write
 */
public record ProgressReport(String job, int subtask, int parallelism, Clock clock) {
    private static final List<String> COLUMNS =
            List.of("job", "epoch", "subtask", "parallelism", "complete_until", "written_at");

    /** The reports of a task. */
    public static ProgressReport of(String job, TaskInfo task) {
        return new ProgressReport(
                job, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks(), Clock.systemUTC());
    }

    /** Reports progress, trying until it is stored; to be called once the rows up to {@code until} are. */
    public void store(ClickHouseTables tables, long epoch, long until) throws InterruptedException {
        tables.insertUntilStored(ResultTables.PROGRESS, COLUMNS, row(epoch, until));
    }

    private RowBuffer row(long epoch, long until) {
        return new RowBuffer()
                .text(job)
                .integer(epoch, Long.BYTES)
                .integer(subtask, Short.BYTES)
                .integer(parallelism, Short.BYTES)
                .time(until)
                .time(clock.millis());
    }
}
