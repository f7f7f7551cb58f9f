package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same story that the view {@code v_progress} is tried with by {@code ProgressIT}. */
class ResultTableTest {
    private final ResultTable table = new ResultTable();

    @Test
    void completeUntil_newEpochOfWhichOnlyAPartHasWritten_capsWhatAnEarlierOneReports() {
        table.progress(1, 0, 2, 1_000);
        assertThat(table.completeUntil()).as("one subtask of two").isEqualTo(Long.MIN_VALUE);
        table.progress(1, 1, 2, 1_200);
        assertThat(table.completeUntil()).as("the slower of both").isEqualTo(1_000);
        table.announce(2, 0, 2, 1_500);
        assertThat(table.completeUntil()).as("announced, beyond what was told").isEqualTo(1_000);
        table.progress(1, 0, 2, 9_000);
        table.progress(1, 1, 2, 9_000);
        assertThat(table.completeUntil()).as("a paused writer wakes up").isEqualTo(1_500);
        table.progress(2, 0, 2, 1_700);
        assertThat(table.completeUntil()).as("the new epoch's part goes on").isEqualTo(1_700);
        table.progress(2, 1, 2, 1_600);
        assertThat(table.completeUntil()).as("the new epoch is whole").isEqualTo(1_600);
    }
}
