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
            List.of("job", "epoch", "subtask", "parallelism", "complete_until", "holds_until", "written_at");

    /** A time that no log time reaches, the year 2100: rows that are only ever added to hold what they held. */
    private static final long FOR_EVER = 4_102_444_800_000L;

    private static final long NOTHING_YET = 0;

    /** The reports of a task. */
    public static ProgressReport of(String job, TaskInfo task) {
        return new ProgressReport(
                job, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks(), Clock.systemUTC());
    }

    /**
     * Announces rows that replace those of earlier epochs, trying until that is stored; to be called before the first of
     * them is. From then on nothing that an earlier epoch reports reaches further than these rows do.
     *
     * @param holdsUntil log time up to which they hold every event
     */
    public void announce(ClickHouseTables tables, long epoch, long holdsUntil) throws InterruptedException {
        insert(tables, epoch, NOTHING_YET, holdsUntil);
    }

    /**
     * Reports progress of rows that replace earlier ones, trying until it is stored; to be called once all up to
     * {@code until} are stored.
     */
    public void store(ClickHouseTables tables, long epoch, long until) throws InterruptedException {
        insert(tables, epoch, until, until);
    }

    /** Reports progress of rows that replace nothing, trying until it is stored; to be called once they are. */
    public void storeAdded(ClickHouseTables tables, long epoch, long until) throws InterruptedException {
        insert(tables, epoch, until, FOR_EVER);
    }

    private void insert(ClickHouseTables tables, long epoch, long until, long holdsUntil) throws InterruptedException {
        RowBuffer row = new RowBuffer()
                .text(job)
                .integer(epoch, Long.BYTES)
                .integer(subtask, Short.BYTES)
                .integer(parallelism, Short.BYTES)
                .time(until)
                .time(holdsUntil)
                .time(clock.millis());
        tables.insertUntilStored(ResultTables.PROGRESS, COLUMNS, row);
    }
}
