package io.splitstream.jobs.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.StudySession;
import io.splitstream.jobs.StateSamples;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.insights.core.InsightRow;
import io.splitstream.jobs.insights.core.Insights;
import io.splitstream.jobs.insights.core.SignKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State that a release wrote is read by this one, and goes on. */
class InsightStateUpgradeTest {
    /** The release whose samples are in today's formats. */
    private static final String NEWEST = "0.2.0";

    private static final long BEGIN = Duration.ofDays(20_000).toMillis();
    private static final long OVER =
            BEGIN + StudySession.LONGEST.plus(Duration.ofHours(1)).toMillis();

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = NEWEST)
    void session_ofARelease_isContinuedAndForgottenInTime(String release) throws Exception {
        assertContinued(StateSamples.read(release, "insights"));
    }

    @Test
    void session_ofThisRelease_isContinuedAndForgottenInTime() throws Exception {
        assertContinued(StateSamples.written("insights", freshlyWritten(), scratch));
    }

    @Test
    void formats_ofToday_areThoseOfTheNewestSample() throws Exception {
        assertThat(StateSamples.formats(StateSamples.read(NEWEST, "insights")))
                .as("a new format needs a sample, see StateSamples")
                .isEqualTo(StateSamples.formats(freshlyWritten()))
                .isNotEmpty();
    }

    /** Two of three clicks that are a burst, a copy, and one that came too late. */
    private static OperatorSubtaskState freshlyWritten() throws Exception {
        InsightSubtask subtask = InsightSubtask.started(null, 7);
        try {
            subtask.click("1", BEGIN);
            subtask.click("2", BEGIN + 300);
            subtask.click("1", BEGIN + 310);
            subtask.click("late", BEGIN - Lateness.USUAL.bound().toMillis(), BEGIN + 320);
            return subtask.snapshot(1, 1);
        } finally {
            subtask.close();
        }
    }

    private static void assertContinued(OperatorSubtaskState state) throws Exception {
        InsightSubtask subtask = InsightSubtask.started(state, 9);
        try {
            subtask.click("2", BEGIN + 300);
            subtask.click("3", BEGIN + 600);
            subtask.watermark(BEGIN + 700);

            List<InsightRow> rows = subtask.rows();
            Insights shown = rows.get(rows.size() - 1).insights();
            assertThat(shown.clicks()).isEqualTo(3);
            assertThat(shown.count(SignKind.RAGE_CLICK)).isEqualTo(1);
            assertThat(shown.firstAt()).isEqualTo(BEGIN);
            assertThat(shown.lastAt()).isEqualTo(BEGIN + 600);
            assertThat(shown.left()).isEqualTo(new Insights.Left(2, 1, 0));
            subtask.watermark(OVER - 1);
            assertThat(subtask.numKeyedStateEntries()).isEqualTo(1);
            subtask.watermark(OVER);
            assertThat(subtask.numKeyedStateEntries())
                    .as("by a timer of the sample")
                    .isZero();
        } finally {
            subtask.close();
        }
    }
}
