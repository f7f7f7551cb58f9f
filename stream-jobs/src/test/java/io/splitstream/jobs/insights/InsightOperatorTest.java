package io.splitstream.jobs.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.StudySession;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InsightOperatorTest {
    private static final SessionKey KEY = new SessionKey("ws", "job", "sess", "t", "A");
    private static final long MONTH =
            StudySession.LONGEST.toMillis() + Duration.ofHours(1).toMillis();

    private final List<KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?>> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> harness : opened) {
            harness.close();
        }
    }

    @Test
    void steps_rowsAreWholeAndComeBeforeTheWatermark() throws Exception {
        var subtask = started(null, 7);
        step(subtask, "1", 200);
        step(subtask, "2", 210);
        watermark(subtask, 300);
        step(subtask, "2", 210);
        watermark(subtask, 400);

        List<InsightRow> rows = rows(subtask);
        assertThat(rows).extracting(row -> row.insights().interactions()).containsExactly(2L, 2L);
        assertThat(rows).extracting(InsightRow::sequence).containsExactly(0L, 1L);
        assertThat(rows.get(1).insights().left().duplicates()).isEqualTo(1);
        assertThat(rows.get(1).completeUntil()).isEqualTo(400);
    }

    @Test
    void restart_comesAgainUnderTheNewEpochAndStillKnowsTheIds() throws Exception {
        var before = started(null, 7);
        step(before, "1", 200);
        watermark(before, 300);
        OperatorSubtaskState snapshot = before.snapshot(1, 1);
        step(before, "2", 310);

        var after = started(snapshot, 9);
        step(after, "1", 200);
        watermark(after, 400);

        List<InsightRow> rows = rows(after);
        assertThat(rows).allMatch(row -> row.epoch() == 9);
        InsightRow last = rows.get(rows.size() - 1);
        assertThat(last.insights().interactions()).isEqualTo(1);
        assertThat(last.insights().left().duplicates()).isEqualTo(1);
    }

    @Test
    void session_thatTakesNothingAnyMore_isForgottenAndWritesNoMore() throws Exception {
        var subtask = started(null, 7);
        step(subtask, "1", 200);
        watermark(subtask, 200 + MONTH - 1);
        assertThat(subtask.numKeyedStateEntries()).isEqualTo(1);

        watermark(subtask, 200 + MONTH);

        assertThat(subtask.numKeyedStateEntries()).isZero();
        assertThat(rows(subtask)).hasSize(1);
    }

    private KeyedTwoInputStreamOperatorTestHarness<SessionKey, SessionStep, EpochStart, InsightOutput> started(
            @Nullable OperatorSubtaskState snapshot, long epoch) throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<SessionKey, SessionStep, EpochStart, InsightOutput>(
                new InsightOperator(FrustrationWeights.USUAL, Lateness.USUAL, Duration.ofSeconds(10)),
                SessionStep::key,
                null,
                InsightTypes.KEY);
        opened.add(harness);
        harness.setup(InsightTypes.OUTPUT.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        harness.processElement2(new StreamRecord<>(new EpochStart(epoch, 100)));
        watermark(harness, 100);
        assertThat(harness.extractOutputStreamRecords().get(0).getValue()).isEqualTo(new InsightEpoch(epoch));
        return harness;
    }

    private static void step(
            KeyedTwoInputStreamOperatorTestHarness<SessionKey, SessionStep, EpochStart, InsightOutput> harness,
            String id,
            long loggedAt)
            throws Exception {
        harness.processElement1(new StreamRecord<>(
                new SessionStep(KEY, new Step(id, InteractionType.CLICK, "#a", loggedAt), loggedAt)));
    }

    private static void watermark(
            KeyedTwoInputStreamOperatorTestHarness<SessionKey, SessionStep, EpochStart, InsightOutput> harness,
            long time)
            throws Exception {
        harness.processWatermark1(new Watermark(time));
        harness.processWatermark2(Watermark.MAX_WATERMARK);
    }

    private static List<InsightRow> rows(
            KeyedTwoInputStreamOperatorTestHarness<SessionKey, SessionStep, EpochStart, InsightOutput> harness) {
        return harness.extractOutputStreamRecords().stream()
                .map(StreamRecord::getValue)
                .filter(InsightRow.class::isInstance)
                .map(InsightRow.class::cast)
                .toList();
    }
}
