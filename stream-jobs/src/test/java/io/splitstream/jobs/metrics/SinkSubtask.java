package io.splitstream.jobs.metrics;

import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a subtask of the sink still has to store: as the upload does, the newest row of each key, then progress. */
final class SinkSubtask {
    private final int index;
    private final int parallelism;
    private final @Nullable Safeguard without;
    private final Map<StatisticsKey, StatisticsRow> waiting = new LinkedHashMap<>();
    private final Map<StatisticsKey, Statistics> added = new LinkedHashMap<>();
    private final Set<StatisticsKey> changed = new HashSet<>();
    private long epoch = -1;
    private long holdsUntil = Long.MIN_VALUE;
    private long announced = -1;
    private long completeUntil = Long.MIN_VALUE;

    SinkSubtask(int index, int parallelism, @Nullable Safeguard without) {
        this.index = index;
        this.parallelism = parallelism;
        this.without = without;
    }

    void changed(StatisticsChange change) {
        changed.add(change.key());
        added.merge(change.key(), change.change(), Statistics::plus);
    }

    void offer(StatisticsOutput output) {
        if (output instanceof OutputEpoch start) {
            epoch = start.epoch();
            holdsUntil = start.holdsUntil();
        } else if (output instanceof StatisticsRow row
                && (without != Safeguard.RESTORED_KEYS_AGAIN || changed.contains(row.key()))) {
            waiting.put(row.key(), row);
        }
    }

    void completeUntil(long time) {
        completeUntil = time;
    }

    /**
     * Announces the rows of a new epoch, then stores rows, then progress; or, if the process dies in between, all but the
     * last.
     */
    void upload(ResultTable table, boolean diesInBetween) {
        if (epoch > announced) {
            announced = epoch;
            table.announce(epoch, index, parallelism, holdsUntil);
        }
        boolean rowsFirst = without != Safeguard.ROWS_BEFORE_PROGRESS;
        if (rowsFirst || !diesInBetween) {
            storeRows(table);
        }
        if ((!rowsFirst || !diesInBetween) && epoch >= 0 && completeUntil > Long.MIN_VALUE) {
            table.progress(epoch, index, parallelism, completeUntil);
        }
    }

    private void storeRows(ResultTable table) {
        if (without == Safeguard.ABSOLUTE_ROWS) {
            added.forEach(table::add);
            added.clear();
        } else {
            waiting.values().forEach(table::replace);
            waiting.clear();
        }
    }
}
