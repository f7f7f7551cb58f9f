package io.splitstream.jobs.metrics;

import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsAccumulator;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsInput;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.VersionMark;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds changes up before they go over the network: one per key instead of one per event. A mark goes on behind what came
 * before it.
 *
 * <p>Holds nothing across a watermark or a checkpoint barrier, so it needs no state.
 */
final class ChangeCombiner extends AbstractStreamOperator<StatisticsInput>
        implements OneInputStreamOperator<ContributionOutput, StatisticsInput> {
    private static final long serialVersionUID = 1L;
    private static final int MAX_KEYS = 8_192;

    private transient @Nullable Map<StatisticsKey, StatisticsAccumulator> sums;
    private transient int changes;

    @Override
    public void processElement(StreamRecord<ContributionOutput> element) {
        if (element.getValue() instanceof ContributionChange change) {
            add(change);
        } else if (element.getValue() instanceof VersionMark mark) {
            emitAll();
            output.collect(new StreamRecord<>(mark));
        }
    }

    private void add(ContributionChange change) {
        Map<StatisticsKey, StatisticsAccumulator> held = sums;
        if (held == null) {
            held = new HashMap<>();
            sums = held;
        }
        held.computeIfAbsent(change.key(), absent -> new StatisticsAccumulator(change.layout()))
                .change(change.before(), change.after());
        changes++;
        if (changes == StatisticsAccumulator.MAX_CHANGES || held.size() == MAX_KEYS) {
            emitAll();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        emitAll();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        emitAll();
    }

    @Override
    public void finish() throws Exception {
        emitAll();
        super.finish();
    }

    private void emitAll() {
        Map<StatisticsKey, StatisticsAccumulator> held = sums;
        sums = null;
        changes = 0;
        if (held != null) {
            held.forEach((key, sum) -> {
                Statistics change = sum.statistics();
                if (!change.isZero()) {
                    output.collect(new StreamRecord<>(new StatisticsChange(key, change)));
                }
            });
        }
    }
}
