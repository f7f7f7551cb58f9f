package io.splitstream.jobs.metrics;

import static io.splitstream.contracts.definition.ExperimentStatus.COMPLETED;
import static io.splitstream.contracts.definition.ExperimentStatus.RUNNING;
import static io.splitstream.jobs.metrics.core.WatchedUsers.FLOOR;
import static io.splitstream.jobs.metrics.core.WatchedUsers.converting;
import static io.splitstream.jobs.metrics.core.WatchedUsers.definition;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertRule.Kind;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertOperatorTest {
    private static final Statistics CONTROL = converting("a", 500, 150);
    private static final Statistics BREACH = converting("b", 500, 50);
    private static final Statistics SOUND = converting("b", 500, 150);

    private final List<Subtask> opened = new ArrayList<>();

    /** The harness, by a shorter name. */
    @SuppressWarnings("try") // the harness closes as it does
    private static final class Subtask
            extends KeyedTwoInputStreamOperatorTestHarness<String, StatisticsOutput, ExperimentDefinition, Alert> {
        private long sequence;

        Subtask() throws Exception {
            super(new AlertOperator(), row -> ((StatisticsRow) row).key().experimentId(), null, Types.STRING);
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

    @AfterEach
    void closeAll() throws Exception {
        for (Subtask subtask : opened) {
            subtask.close();
        }
    }

    @Test
    void breach_isRaisedWhenTheRoundIsWhole_overAllBuckets() throws Exception {
        Subtask subtask = subtask(null);
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
    void breach_thatStandsOrComesAgain_isLatched() throws Exception {
        Subtask subtask = breached();
        subtask.row(1, 4, SOUND);
        subtask.watermark(800);
        subtask.row(1, 4, BREACH);
        subtask.watermark(900);

        assertThat(subtask.alerts()).hasSize(1);
    }

    @Test
    void restart_afterACheckpointWithTheAlert_doesNotRaiseItAgain() throws Exception {
        Subtask before = breached();
        Subtask after = subtask(before.snapshot(1, 1));
        after.row(1, 3, CONTROL);
        after.row(1, 4, BREACH);
        after.watermark(800);

        assertThat(after.alerts()).isEmpty();
    }

    @Test
    void restart_fromACheckpointBeforeTheAlert_raisesItUnderTheSameId() throws Exception {
        Subtask before = subtask(null);
        before.define(definition(RUNNING, 1, 1, 1, FLOOR));
        before.row(1, 3, CONTROL);
        OperatorSubtaskState checkpoint = before.snapshot(1, 1);
        before.row(1, 4, BREACH);
        before.watermark(700);

        Subtask after = subtask(checkpoint);
        after.row(1, 4, BREACH);
        after.watermark(900);

        assertThat(after.alerts())
                .extracting(Alert::id)
                .containsExactly(before.alerts().get(0).id());
    }

    @Test
    void definition_thatComesAfterItsRows_isEnough() throws Exception {
        Subtask subtask = subtask(null);
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
        Subtask subtask = subtask(null);
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
        Subtask subtask = subtask(null);
        subtask.define(definition(RUNNING, 1, 2, 1));
        subtask.define(definition(RUNNING, 1, 1, 1, FLOOR));
        subtask.row(1, 3, CONTROL);
        subtask.row(1, 4, BREACH);
        subtask.watermark(700);

        assertThat(subtask.alerts()).isEmpty();
    }

    @Test
    void experimentThatIsOver_raisesNothing_andLeavesNoState() throws Exception {
        Subtask subtask = breached();
        assertThat(subtask.numKeyedStateEntries()).isPositive();
        subtask.row(1, 4, SOUND);
        subtask.define(definition(COMPLETED, 1, 2, 1, FLOOR));
        subtask.watermark(800);
        subtask.row(1, 4, BREACH);
        subtask.watermark(900);

        assertThat(subtask.alerts()).hasSize(1);
        assertThat(subtask.numKeyedStateEntries()).isZero();
    }

    private Subtask breached() throws Exception {
        Subtask subtask = subtask(null);
        subtask.define(definition(RUNNING, 1, 1, 1, FLOOR));
        subtask.row(1, 3, CONTROL);
        subtask.row(1, 4, BREACH);
        subtask.watermark(700);
        return subtask;
    }

    private Subtask subtask(@Nullable OperatorSubtaskState state) throws Exception {
        Subtask subtask = new Subtask();
        opened.add(subtask);
        subtask.setup(
                MetricsTypes.ALERT.createSerializer(subtask.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            subtask.initializeState(state);
        }
        subtask.open();
        return subtask;
    }
}
