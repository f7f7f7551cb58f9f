package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.metrics.core.VersionMark.Stage;
import org.junit.jupiter.api.Test;

class VersionMarksTest {
    private static final StatisticsKey OLD = new StatisticsKey("checkout", 1, 3);
    private static final StatisticsKey NEW = new StatisticsKey("checkout", 2, 3);

    private final VersionMarks marks = new VersionMarks();

    @Test
    void key_openedBySome_isOpeningUntilAllHaveCounted() {
        assertThat(marks.isLast(mark(NEW, Stage.OPENED, 1))).isFalse();
        assertThat(marks.isOpening(NEW)).isTrue();
        assertThat(marks.isLast(mark(NEW, Stage.COUNTED, 1))).isFalse();
        assertThat(marks.isLast(mark(NEW, Stage.COUNTED, 1)))
                .as("the same once more")
                .isFalse();
        assertThat(marks.isUnderWay()).isTrue();
        marks.isLast(mark(NEW, Stage.OPENED, 0));

        assertThat(marks.isLast(mark(NEW, Stage.COUNTED, 0))).isTrue();
        assertThat(marks.isOpening(NEW)).isFalse();
        assertThat(marks.isUnderWay()).isFalse();
    }

    @Test
    void key_closedBySome_isUnderWayUntilAllHaveClosed() {
        assertThat(marks.isLast(mark(OLD, Stage.CLOSED, 0))).isFalse();
        assertThat(marks.isOpening(OLD)).isFalse();
        assertThat(marks.isUnderWay()).isTrue();

        assertThat(marks.isLast(mark(OLD, Stage.CLOSED, 1))).isTrue();
        assertThat(marks.isUnderWay()).isFalse();
    }

    @Test
    void mark_ofASubtaskThatIsNotThere_isRefused() {
        assertThatThrownBy(() -> mark(NEW, Stage.OPENED, 2)).hasMessage("subtask: 2 (expected: 0 to 1)");
    }

    private static VersionMark mark(StatisticsKey key, Stage stage, int subtask) {
        return new VersionMark(key, stage, MomentLayout.USUAL, subtask, 2);
    }
}
