package io.splitstream.jobs.metrics;

import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by experiment, version and bucket: adds changes up, and emits what changed as whole rows.
 *
 * <p>An operator rather than a function because of what it promises at watermarks: all rows that hold an event
 * logged up to W go out before W does. So whoever has seen W downstream has every such row.
 *
 * <p>After a start nothing goes out, watermarks included, before the epoch is known and the log has been read again
 * up to the time the epoch was opened, or {@code longestWait} has passed: a reader never sees results go back. Then
 * every key goes out once under the new epoch, also those that nothing changes any more.
 */
final class StatisticsOperator extends AbstractStreamOperator<StatisticsOutput>
        implements TwoInputStreamOperator<StatisticsChange, EpochStart, StatisticsOutput> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<Statistics> STATISTICS =
            new ValueStateDescriptor<>("statistics", MetricsTypes.STATISTICS);

    private final Duration longestWait;

    private transient @Nullable ValueState<Statistics> statistics;
    private transient @Nullable Set<StatisticsKey> dirty;
    private transient @Nullable EpochStart epoch;
    private transient boolean waiting;
    private transient long sequence;
    private transient long watermark;

    StatisticsOperator(Duration longestWait) {
        this.longestWait = longestWait;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        statistics = context.getKeyedStateStore().getState(STATISTICS);
        dirty = new HashSet<>();
        waiting = true;
        watermark = Long.MIN_VALUE;
    }

    @Override
    public void processElement1(StreamRecord<StatisticsChange> element) throws Exception {
        StatisticsChange change = element.getValue();
        ValueState<Statistics> state = Objects.requireNonNull(statistics);
        Statistics held = state.value();
        state.update((held == null ? Statistics.ZERO : held).plus(change.change()));
        dirty().add(change.key());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what a timer throws fails the task
    public void processElement2(StreamRecord<EpochStart> element) throws Exception {
        EpochStart opened = element.getValue();
        if (epoch != null && epoch.epoch() >= opened.epoch()) {
            return;
        }
        epoch = opened;
        sequence = 0;
        waiting = true;
        this.<StatisticsKey>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        STATISTICS,
                        (key, state) -> dirty().add(key));
        long deadline = getProcessingTimeService().getCurrentProcessingTime() + longestWait.toMillis();
        getProcessingTimeService().registerTimer(deadline, time -> waitedLongEnough(opened));
        if (watermark >= opened.loggedAt()) {
            release(opened);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        EpochStart current = epoch;
        if (current == null) {
            return;
        }
        if (!waiting) {
            emitDirty(current);
            super.processWatermark(mark);
        } else if (watermark >= current.loggedAt()) {
            release(current);
        }
    }

    private void waitedLongEnough(EpochStart opened) throws Exception {
        if (waiting && opened.equals(epoch)) {
            LOG.info("log time has not passed epoch {} within {}; writing all the same", opened.epoch(), longestWait);
            release(opened);
        }
    }

    private void release(EpochStart current) throws Exception {
        waiting = false;
        output.collect(new StreamRecord<>(new OutputEpoch(current.epoch())));
        emitDirty(current);
        if (watermark > Long.MIN_VALUE) {
            super.processWatermark(new Watermark(watermark));
        }
    }

    private void emitDirty(EpochStart current) throws Exception {
        long completeUntil = Math.max(0, watermark);
        for (StatisticsKey key : dirty()) {
            setCurrentKey(key);
            Statistics held = Objects.requireNonNull(statistics).value();
            output.collect(new StreamRecord<>(new StatisticsRow(
                    key, current.epoch(), sequence++, completeUntil, held == null ? Statistics.ZERO : held)));
        }
        dirty().clear();
    }

    private Set<StatisticsKey> dirty() {
        return Objects.requireNonNull(dirty, "not initialized");
    }
}
