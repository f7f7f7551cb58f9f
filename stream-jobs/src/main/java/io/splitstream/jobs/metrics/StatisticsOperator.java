package io.splitstream.jobs.metrics;

import io.splitstream.jobs.connector.NewestRowsOperator;
import io.splitstream.jobs.connector.RowEpoch;
import io.splitstream.jobs.connector.RowVersion;
import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsInput;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import io.splitstream.jobs.metrics.core.VersionMark;
import io.splitstream.jobs.metrics.core.VersionMarks;
import java.util.Objects;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by experiment, version and bucket: adds changes up, and emits what changed as whole rows.
 *
 * <p>A subtask of the user totals counts an event under the newest version that it knows, and under that alone. So while
 * some subtasks count under a version and others do not yet, the version's rows wait, for they lack users; and progress is
 * held back, for rows of the version before lack the events of those that went over. The first mark of a subtask that goes
 * over comes before any watermark beyond its last event under the version before. Once the last subtask has gone over, the
 * new rows go out and progress behind them, and the old keys, which nothing changes any more, are given up.
 */
final class StatisticsOperator
        extends NewestRowsOperator<StatisticsKey, StatisticsInput, Statistics, StatisticsOutput> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable VersionMarks marks;

    StatisticsOperator() {
        super(new ValueStateDescriptor<>("statistics", MetricsTypes.STATISTICS));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        marks = new VersionMarks();
    }

    @Override
    public void processElement1(StreamRecord<StatisticsInput> element) throws Exception {
        if (element.getValue() instanceof VersionMark mark) {
            take(mark);
        } else {
            super.processElement1(element);
        }
    }

    private void take(VersionMark mark) throws Exception {
        if (marks().isLast(mark)) {
            switch (mark.stage()) {
                case COUNTED -> touch(mark.key(), Statistics.zero(mark.layout()));
                case CLOSED -> retire(mark.key());
                case OPENED, COUNTED_IN_PART -> {
                    // There is a row if something was counted.
                }
            }
        }
        proceed();
    }

    @Override
    protected boolean isWithheld(StatisticsKey key) {
        return marks().isOpening(key);
    }

    @Override
    protected boolean isHeld() {
        return marks().isUnderWay();
    }

    @Override
    protected StatisticsKey key(StatisticsInput input) {
        return input.key();
    }

    @Override
    protected Statistics changed(@Nullable Statistics held, StatisticsInput input) {
        return (held == null ? Statistics.ZERO : held).plus(((StatisticsChange) input).change());
    }

    @Override
    protected StatisticsOutput epoch(RowEpoch announced) {
        return new OutputEpoch(announced.epoch(), announced.holdsUntil());
    }

    @Override
    protected StatisticsOutput row(StatisticsKey key, RowVersion version, @Nullable Statistics held) {
        return new StatisticsRow(
                key,
                version.epoch(),
                version.sequence(),
                version.completeUntil(),
                held == null ? Statistics.ZERO : held);
    }

    private VersionMarks marks() {
        return Objects.requireNonNull(marks, "not initialized");
    }
}
