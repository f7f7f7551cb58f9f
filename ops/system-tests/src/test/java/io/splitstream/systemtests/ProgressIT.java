package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** How far a job is said to be complete, of what its subtasks reported in one epoch and the next. */
@Order(22)
class ProgressIT {
    private final Stack stack;
    private final String job = "job-" + UUID.randomUUID();

    ProgressIT() throws IOException {
        this.stack = Stack.running();
    }

    @Test
    void progress_newEpochOfWhichOnlyAPartHasWritten_capsWhatAnEarlierOneReports()
            throws IOException, InterruptedException {
        report(1, 0, 2, 1_000, 1_000);
        assertThat(told()).as("one subtask of two").isEmpty();
        report(1, 1, 2, 1_200, 1_200);
        assertThat(told()).as("the slower of both").isEqualTo("1000");
        report(2, 0, 2, 0, 1_500);
        assertThat(told()).as("announced, beyond what was told").isEqualTo("1000");
        report(1, 0, 2, 9_000, 9_000);
        report(1, 1, 2, 9_000, 9_000);
        assertThat(told()).as("a paused writer wakes up").isEqualTo("1500");
        report(2, 0, 2, 1_700, 1_700);
        assertThat(told()).as("the new epoch's part goes on").isEqualTo("1700");
        report(2, 1, 2, 1_600, 1_600);
        assertThat(told()).as("the new epoch is whole").isEqualTo("1600");
    }

    @Test
    void progress_rowsThatReplaceNothing_areCompleteWhateverALaterEpochHasWritten()
            throws IOException, InterruptedException {
        long forEver = 4_102_444_800_000L;
        report(1, 0, 1, 5_000, forEver);
        report(2, 0, 1, 3_000, forEver);

        assertThat(told()).isEqualTo("5000");
    }

    @Test
    void progress_reportedBeforeRowsWereAnnounced_counts() throws IOException, InterruptedException {
        insert("(job, epoch, subtask, parallelism, complete_until, written_at) SELECT '" + job
                + "', 1, 0, 1, fromUnixTimestamp64Milli(toInt64(4000)), now64(3)");

        assertThat(told()).isEqualTo("4000");
    }

    private void report(long epoch, int subtask, int parallelism, long completeUntil, long holdsUntil)
            throws IOException, InterruptedException {
        insert("(job, epoch, subtask, parallelism, complete_until, holds_until, written_at) SELECT '" + job + "', "
                + epoch + ", " + subtask + ", " + parallelism + ", fromUnixTimestamp64Milli(toInt64(" + completeUntil
                + ")), fromUnixTimestamp64Milli(toInt64(" + holdsUntil + ")), now64(3)");
    }

    private void insert(String rest) throws IOException, InterruptedException {
        var answer = stack.writer().send("INSERT INTO pipeline_progress " + rest, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String told() throws IOException, InterruptedException {
        var rows = stack.analyst()
                .rows("SELECT toUnixTimestamp64Milli(complete_until) FROM v_progress WHERE job = '" + job + "'");
        return rows.isEmpty() ? "" : rows.get(0).get(0);
    }
}
