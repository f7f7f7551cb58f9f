package io.splitstream.jobs.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.StudySession;
import io.splitstream.jobs.insights.core.InsightRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InsightOperatorTest {
    private static final long MONTH =
            StudySession.LONGEST.toMillis() + Duration.ofHours(1).toMillis();

    private final List<InsightSubtask> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (InsightSubtask subtask : opened) {
            subtask.close();
        }
    }

    @Test
    void steps_rowsAreWholeAndComeBeforeTheWatermark() throws Exception {
        var subtask = started(null, 7);
        subtask.click("1", 200);
        subtask.click("2", 210);
        subtask.watermark(300);
        subtask.click("2", 210);
        subtask.watermark(400);

        List<InsightRow> rows = subtask.rows();
        assertThat(rows).extracting(row -> row.insights().interactions()).containsExactly(2L, 2L);
        assertThat(rows).extracting(InsightRow::sequence).containsExactly(0L, 1L);
        assertThat(rows.get(1).insights().left().duplicates()).isEqualTo(1);
        assertThat(rows.get(1).completeUntil()).isEqualTo(400);
    }

    @Test
    void restart_comesAgainUnderTheNewEpochAndStillKnowsTheIds() throws Exception {
        var before = started(null, 7);
        before.click("1", 200);
        before.watermark(300);
        OperatorSubtaskState snapshot = before.snapshot(1, 1);
        before.click("2", 310);

        var after = started(snapshot, 9);
        after.click("1", 200);
        after.watermark(400);

        List<InsightRow> rows = after.rows();
        assertThat(rows).allMatch(row -> row.epoch() == 9);
        InsightRow last = rows.get(rows.size() - 1);
        assertThat(last.insights().interactions()).isEqualTo(1);
        assertThat(last.insights().left().duplicates()).isEqualTo(1);
    }

    @Test
    void session_thatTakesNothingAnyMore_isForgottenAndWritesNoMore() throws Exception {
        var subtask = started(null, 7);
        subtask.click("1", 200);
        subtask.watermark(200 + MONTH - 1);
        assertThat(subtask.numKeyedStateEntries()).isEqualTo(1);

        subtask.watermark(200 + MONTH);

        assertThat(subtask.numKeyedStateEntries()).isZero();
        assertThat(subtask.rows()).hasSize(1);
    }

    private InsightSubtask started(@Nullable OperatorSubtaskState snapshot, long epoch) throws Exception {
        InsightSubtask subtask = InsightSubtask.started(snapshot, epoch);
        opened.add(subtask);
        return subtask;
    }
}
