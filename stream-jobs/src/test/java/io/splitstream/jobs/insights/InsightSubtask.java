package io.splitstream.jobs.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.event.InteractionType;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.core.FrustrationWeights;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.insights.core.InsightEpoch;
import io.splitstream.jobs.insights.core.InsightOutput;
import io.splitstream.jobs.insights.core.InsightRow;
import io.splitstream.jobs.insights.core.SessionKey;
import io.splitstream.jobs.insights.core.SessionStep;
import io.splitstream.jobs.insights.core.Step;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A subtask of {@link InsightOperator} in a harness, fed with clicks of one session. */
@SuppressWarnings("try") // the harness closes as it does
final class InsightSubtask
        extends KeyedTwoInputStreamOperatorTestHarness<SessionKey, SessionStep, EpochStart, InsightOutput> {
    private static final SessionKey KEY = new SessionKey("ws", "job", "sess", "t", "A");

    private InsightSubtask() throws Exception {
        super(new InsightOperator(FrustrationWeights.USUAL, Lateness.USUAL), SessionStep::key, null, InsightTypes.KEY);
    }

    /** Starts from a checkpoint's state, or from nothing, in an epoch from log time 100 on. */
    static InsightSubtask started(@Nullable OperatorSubtaskState state, long epoch) throws Exception {
        InsightSubtask subtask = new InsightSubtask();
        subtask.setup(InsightTypes.OUTPUT.createSerializer(
                subtask.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            subtask.initializeState(state);
        }
        subtask.open();
        subtask.processElement2(new StreamRecord<>(new EpochStart(epoch, 100)));
        subtask.watermark(100);
        assertThat(subtask.extractOutputValues().get(0)).isEqualTo(new InsightEpoch(epoch, 100));
        return subtask;
    }

    /** A click that was logged as it happened. */
    void click(String id, long at) throws Exception {
        click(id, at, at);
    }

    void click(String id, long at, long loggedAt) throws Exception {
        processElement1(
                new StreamRecord<>(new SessionStep(KEY, new Step(id, InteractionType.CLICK, "#a", at), loggedAt)));
    }

    void watermark(long time) throws Exception {
        processWatermark1(new Watermark(time));
        processWatermark2(Watermark.MAX_WATERMARK);
    }

    List<InsightRow> rows() {
        return extractOutputValues().stream()
                .filter(InsightRow.class::isInstance)
                .map(InsightRow.class::cast)
                .toList();
    }
}
