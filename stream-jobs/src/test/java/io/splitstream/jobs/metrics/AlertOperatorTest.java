package io.splitstream.jobs.metrics;

import static io.splitstream.contracts.definition.ExperimentStatus.COMPLETED;
import static io.splitstream.contracts.definition.ExperimentStatus.RUNNING;
import static io.splitstream.jobs.metrics.core.WatchedUsers.FLOOR;
import static io.splitstream.jobs.metrics.core.WatchedUsers.converting;
import static io.splitstream.jobs.metrics.core.WatchedUsers.definition;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertRule.Kind;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertOperatorTest {
    private static final Statistics CONTROL = converting("a", 500, 150);
    private static final Statistics BREACH = converting("b", 500, 50);
    private static final Statistics SOUND = converting("b", 500, 150);

    private final List<AlertSubtask> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AlertSubtask subtask : opened) {
            subtask.close();
        }
    }

    @Test
    void breach_isRaisedWhenTheRoundIsWhole_overAllBuckets() throws Exception {
        AlertSubtask subtask = subtask(null);
        subtask.define(definition(RUNNING, 1, 1, 1, FLOOR));
        subtask.row(1, 3, CONTROL);
        subtask.row(1, 4, BREACH);
        assertThat(subtask.alerts()).isEmpty();
        subtask.watermark(700);

        assertThat(subtask.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.rule().kind()).isEqualTo(Kind.GUARDRAIL_CROSSED);
            assertThat(alert.completeUntil()).isEqualTo(700);
        });
    }

    @Test
    void breach_inAVersionOfWhichRowsAreStillToCome_isRaisedOnceAllAreThere() throws Exception {
        AlertSubtask subtask = subtask(null);
        for (int bucket = 0; bucket < Shards.BUCKETS; bucket++) {
            subtask.row(1, bucket, Statistics.ZERO);
        }
        subtask.define(definition(RUNNING, 2, 2, 1, FLOOR));
        subtask.row(2, 3, CONTROL);
        subtask.row(2, 4, BREACH);
        subtask.watermark(700);
        assertThat(subtask.alerts()).isEmpty();
        for (int bucket = 0; bucket < Shards.BUCKETS; bucket++) {
            if (bucket != 3 && bucket != 4) {
                subtask.row(2, bucket, Statistics.ZERO);
            }
        }
        subtask.watermark(800);

        assertThat(subtask.alerts()).hasSize(1);
    }

    @Test
    void breach_thatStandsOrComesAgain_isLatched() throws Exception {
        AlertSubtask subtask = breached();
        subtask.row(1, 4, SOUND);
        subtask.watermark(800);
        subtask.row(1, 4, BREACH);
        subtask.watermark(900);

        assertThat(subtask.alerts()).hasSize(1);
    }

    @Test
    void restart_afterACheckpointWithTheAlert_doesNotRaiseItAgain() throws Exception {
        AlertSubtask before = breached();
        AlertSubtask after = subtask(before.snapshot(1, 1));
        after.row(1, 3, CONTROL);
        after.row(1, 4, BREACH);
        after.watermark(800);

        assertThat(after.alerts()).isEmpty();
    }

    @Test
    void restart_fromACheckpointBeforeTheAlert_raisesItUnderTheSameId() throws Exception {
        AlertSubtask before = subtask(null);
        before.define(definition(RUNNING, 1, 1, 1, FLOOR));
        before.row(1, 3, CONTROL);
        OperatorSubtaskState checkpoint = before.snapshot(1, 1);
        before.row(1, 4, BREACH);
        before.watermark(700);

        AlertSubtask after = subtask(checkpoint);
        after.row(1, 4, BREACH);
        after.watermark(900);

        assertThat(after.alerts())
                .extracting(Alert::id)
                .containsExactly(before.alerts().get(0).id());
    }

    @Test
    void definition_thatComesAfterItsRows_isEnough() throws Exception {
        AlertSubtask subtask = subtask(null);
        subtask.row(1, 3, CONTROL);
        subtask.row(1, 4, BREACH);
        subtask.watermark(700);
        assertThat(subtask.alerts()).isEmpty();
        subtask.define(definition(RUNNING, 1, 1, 1, FLOOR));
        subtask.watermark(800);

        assertThat(subtask.alerts()).hasSize(1);
    }

    @Test
    void rows_ofAnEarlierVersion_countNoMore() throws Exception {
        AlertSubtask subtask = subtask(null);
        subtask.define(definition(RUNNING, 2, 2, 1, FLOOR));
        subtask.row(1, 3, CONTROL);
        subtask.row(1, 4, BREACH);
        subtask.row(2, 4, SOUND);
        subtask.row(2, 3, CONTROL);
        subtask.watermark(700);

        assertThat(subtask.alerts()).isEmpty();
    }

    @Test
    void definition_ofALowerRevision_isIgnored() throws Exception {
        AlertSubtask subtask = subtask(null);
        subtask.define(definition(RUNNING, 1, 2, 1));
        subtask.define(definition(RUNNING, 1, 1, 1, FLOOR));
        subtask.row(1, 3, CONTROL);
        subtask.row(1, 4, BREACH);
        subtask.watermark(700);

        assertThat(subtask.alerts()).isEmpty();
    }

    @Test
    void experimentThatIsOver_raisesNothing_andLeavesNoState() throws Exception {
        AlertSubtask subtask = breached();
        assertThat(subtask.numKeyedStateEntries()).isPositive();
        subtask.row(1, 4, SOUND);
        subtask.define(definition(COMPLETED, 1, 2, 1, FLOOR));
        subtask.watermark(800);
        subtask.row(1, 4, BREACH);
        subtask.watermark(900);

        assertThat(subtask.alerts()).hasSize(1);
        assertThat(subtask.numKeyedStateEntries()).isZero();
    }

    @Test
    void restart_completionThatComesBeforeAnyRow_leavesNoState() throws Exception {
        AlertSubtask after = subtask(breached().snapshot(1, 1));
        assertThat(after.numKeyedStateEntries()).isPositive();
        after.define(definition(COMPLETED, 1, 2, 1, FLOOR));
        after.watermark(800);

        assertThat(after.numKeyedStateEntries()).isZero();
    }

    @Test
    void restart_fromACheckpointBetweenCompletionAndWatermark_leavesNoStateOnceARowHasCome() throws Exception {
        AlertSubtask before = breached();
        before.define(definition(COMPLETED, 1, 2, 1, FLOOR));
        AlertSubtask after = subtask(before.snapshot(1, 1));
        after.row(1, 3, CONTROL);
        after.watermark(800);

        assertThat(after.numKeyedStateEntries()).isZero();
    }

    private AlertSubtask breached() throws Exception {
        AlertSubtask subtask = subtask(null);
        subtask.define(definition(RUNNING, 1, 1, 1, FLOOR));
        subtask.row(1, 3, CONTROL);
        subtask.row(1, 4, BREACH);
        subtask.watermark(700);
        return subtask;
    }

    private AlertSubtask subtask(@Nullable OperatorSubtaskState state) throws Exception {
        AlertSubtask subtask = AlertSubtask.opened(state);
        opened.add(subtask);
        return subtask;
    }
}
