package io.splitstream.jobs.metrics;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A subtask of {@link AlertOperator} in a harness, fed with rows of the fixtures' experiment. */
@SuppressWarnings("try") // the harness closes as it does
final class AlertSubtask
        extends KeyedTwoInputStreamOperatorTestHarness<String, StatisticsOutput, ExperimentDefinition, Alert> {
    private long sequence;

    private AlertSubtask() throws Exception {
        super(new AlertOperator(), row -> ((StatisticsRow) row).key().experimentId(), null, Types.STRING);
    }

    /** Starts from a checkpoint's state, or from nothing. */
    static AlertSubtask opened(@Nullable OperatorSubtaskState state) throws Exception {
        AlertSubtask subtask = new AlertSubtask();
        subtask.setup(
                MetricsTypes.ALERT.createSerializer(subtask.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            subtask.initializeState(state);
        }
        subtask.open();
        return subtask;
    }

    void row(int version, int bucket, Statistics statistics) throws Exception {
        StatisticsKey key = new StatisticsKey(Fixtures.EXPERIMENT, version, bucket);
        processElement1(new StreamRecord<>(new StatisticsRow(key, 1, sequence++, 0, statistics)));
    }

    void define(ExperimentDefinition definition) throws Exception {
        processElement2(new StreamRecord<>(definition));
    }

    void watermark(long time) throws Exception {
        processWatermark1(new Watermark(time));
        processWatermark2(Watermark.MAX_WATERMARK);
    }

    List<Alert> alerts() {
        return extractOutputValues();
    }
}
