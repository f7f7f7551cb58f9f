package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.Retention;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsAccumulator;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsInput;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import io.splitstream.jobs.metrics.core.UserTotals;
import io.splitstream.jobs.metrics.core.VersionMark;
import io.splitstream.jobs.metrics.core.VersionMark.Stage;
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

class StatisticsOperatorTest {
    private static final StatisticsKey KEY = new StatisticsKey("checkout", 1, 3);
    private static final StatisticsKey NEXT = new StatisticsKey("checkout", 2, 3);
    private static final StatisticsKey QUIET = new StatisticsKey("checkout", 1, 4);

    private final List<KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?>> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> harness : opened) {
            harness.close();
        }
    }

    @Test
    void watermark_beforeTheEpoch_letsNothingOut() throws Exception {
        var subtask = subtask(null);
        change(subtask, KEY, click("u", "1"));
        watermark(subtask, 100);

        assertThat(subtask.getOutput()).isEmpty();
    }

    @Test
    void watermark_shortOfTheEpochsLogTime_letsNothingOut() throws Exception {
        var subtask = subtask(null);
        change(subtask, KEY, click("u", "1"));
        epoch(subtask, 7, 200);
        watermark(subtask, 199);

        assertThat(subtask.getOutput()).isEmpty();
    }

    @Test
    void watermark_reachingTheEpochsLogTime_letsEpochRowsAndThenItselfOut() throws Exception {
        var subtask = subtask(null);
        Statistics added = click("u", "1");
        change(subtask, KEY, added);
        epoch(subtask, 7, 200);
        watermark(subtask, 200);

        assertThat(outputs(subtask))
                .containsExactly(new OutputEpoch(7, 200), new StatisticsRow(KEY, 7, 0, 200, added), new Watermark(200));
    }

    @Test
    void changes_addUp_rowsAreWholeAndComeBeforeTheWatermark() throws Exception {
        var subtask = started(7);
        Statistics one = click("u", "1");
        Statistics two = click("v", "2");
        change(subtask, KEY, one);
        watermark(subtask, 300);
        change(subtask, KEY, two);
        watermark(subtask, 400);
        watermark(subtask, 500);

        assertThat(outputs(subtask))
                .containsExactly(
                        new StatisticsRow(KEY, 7, 0, 300, one),
                        new Watermark(300),
                        new StatisticsRow(KEY, 7, 1, 400, one.plus(two)),
                        new Watermark(400),
                        new Watermark(500));
    }

    @Test
    void restart_everyRestoredKey_comesAgainUnderTheNewEpoch() throws Exception {
        var before = started(7);
        Statistics added = click("u", "1");
        change(before, KEY, added);
        change(before, QUIET, added);
        change(before, QUIET, negated("u", "1"));
        watermark(before, 300);
        OperatorSubtaskState snapshot = before.snapshot(1, 1);

        var after = subtask(snapshot);
        epoch(after, 9, 350);
        watermark(after, 320);
        assertThat(after.getOutput()).isEmpty();
        watermark(after, 360);

        List<Object> outputs = outputs(after);
        assertThat(outputs).hasSize(4);
        assertThat(outputs.get(0)).isEqualTo(new OutputEpoch(9, 360));
        assertThat(outputs.subList(1, 3))
                .extracting(row -> ((StatisticsRow) row).key())
                .containsExactlyInAnyOrder(KEY, QUIET);
        assertThat(outputs.subList(1, 3)).allMatch(row -> ((StatisticsRow) row).epoch() == 9);
        assertThat(outputs.subList(1, 3))
                .extracting(row -> ((StatisticsRow) row).statistics())
                .containsExactlyInAnyOrder(added, Statistics.ZERO);
        assertThat(outputs.get(3)).isEqualTo(new Watermark(360));
    }

    @Test
    void epoch_logTimeThatDoesNotCome_isWaitedForHoweverLong() throws Exception {
        var subtask = subtask(null);
        Statistics added = click("u", "1");
        change(subtask, KEY, added);
        epoch(subtask, 7, 200);
        subtask.setProcessingTime(Duration.ofDays(1).toMillis());
        watermark(subtask, 150);
        subtask.setProcessingTime(Duration.ofDays(2).toMillis());
        assertThat(subtask.getOutput()).isEmpty();
        watermark(subtask, 200);

        assertThat(outputs(subtask))
                .containsExactly(new OutputEpoch(7, 200), new StatisticsRow(KEY, 7, 0, 200, added), new Watermark(200));
    }

    @Test
    void epoch_notLarger_isIgnored() throws Exception {
        var subtask = started(7);
        epoch(subtask, 6, 900);
        change(subtask, KEY, click("u", "1"));
        watermark(subtask, 300);

        assertThat(outputs(subtask))
                .hasSize(2)
                .first()
                .extracting(row -> ((StatisticsRow) row).epoch())
                .isEqualTo(7L);
    }

    @Test
    void version_thatSomeSubtasksCountUnder_hasNoRowAndHoldsProgressUntilAllDo() throws Exception {
        var subtask = started(7);
        Statistics one = click("u", "1");
        Statistics two = click("v", "2");
        mark(subtask, NEXT, Stage.OPENED, 0);
        change(subtask, NEXT, one);
        mark(subtask, NEXT, Stage.COUNTED, 0);
        change(subtask, QUIET, two);
        watermark(subtask, 300);
        assertThat(outputs(subtask))
                .as("rows of others go out, and say no more than before")
                .containsExactly(new StatisticsRow(QUIET, 7, 0, 200, two));
        mark(subtask, NEXT, Stage.OPENED, 1);
        change(subtask, NEXT, two);
        watermark(subtask, 400);
        mark(subtask, NEXT, Stage.COUNTED, 1);

        assertThat(outputs(subtask).subList(1, 3))
                .as("at once")
                .containsExactly(new StatisticsRow(NEXT, 7, 1, 400, one.plus(two)), new Watermark(400));
    }

    @Test
    void version_ofNobody_hasARowOfZerosInItsLayout() throws Exception {
        var subtask = started(7);
        for (int sender = 0; sender < 2; sender++) {
            mark(subtask, NEXT, Stage.OPENED, sender);
            mark(subtask, NEXT, Stage.COUNTED, sender);
        }
        watermark(subtask, 300);

        assertThat(outputs(subtask))
                .containsExactly(
                        new StatisticsRow(NEXT, 7, 0, 300, Statistics.zero(Fixtures.METRICS.layout())),
                        new Watermark(300));
    }

    @Test
    void version_ofNobodyThatIsLeft_hasNoRow() throws Exception {
        var subtask = started(7);
        for (int sender = 0; sender < 2; sender++) {
            mark(subtask, NEXT, Stage.OPENED, sender);
            mark(subtask, NEXT, Stage.COUNTED_IN_PART, sender);
        }
        watermark(subtask, 300);

        assertThat(outputs(subtask)).containsExactly(new Watermark(300));
    }

    @Test
    void version_replacedBeforeAllCountUnderIt_holdsNothingOnceTheyDo() throws Exception {
        var subtask = started(7);
        mark(subtask, KEY, Stage.OPENED, 0);
        mark(subtask, KEY, Stage.COUNTED, 0);
        mark(subtask, NEXT, Stage.OPENED, 0);
        mark(subtask, NEXT, Stage.COUNTED, 0);
        mark(subtask, KEY, Stage.CLOSED, 0);
        watermark(subtask, 300);
        assertThat(outputs(subtask)).isEmpty();
        mark(subtask, KEY, Stage.OPENED, 1);
        mark(subtask, KEY, Stage.COUNTED, 1);
        mark(subtask, NEXT, Stage.OPENED, 1);
        mark(subtask, NEXT, Stage.COUNTED, 1);
        mark(subtask, KEY, Stage.CLOSED, 1);

        assertThat(outputs(subtask)).last().isEqualTo(new Watermark(300));
        assertThat(outputs(subtask))
                .filteredOn(StatisticsRow.class::isInstance)
                .extracting(row -> ((StatisticsRow) row).key())
                .containsExactly(KEY, NEXT);
    }

    @Test
    void key_closedByAll_hasItsLastRowAndIsKeptNoMore() throws Exception {
        var before = started(7);
        Statistics added = click("u", "1");
        change(before, KEY, added);
        change(before, QUIET, added);
        mark(before, KEY, Stage.CLOSED, 0);
        mark(before, KEY, Stage.CLOSED, 1);
        assertThat(outputs(before)).containsExactly(new StatisticsRow(KEY, 7, 0, 200, added));
        watermark(before, 300);

        var after = subtask(before.snapshot(1, 1));
        mark(after, KEY, Stage.CLOSED, 0);
        mark(after, KEY, Stage.CLOSED, 1);
        epoch(after, 9, 350);
        watermark(after, 360);
        assertThat(outputs(after))
                .containsExactly(
                        new OutputEpoch(9, 360), new StatisticsRow(QUIET, 9, 0, 360, added), new Watermark(360));
    }

    @Test
    void restart_whileAVersionComes_writesNothingBeforeAllCountUnderIt() throws Exception {
        var before = started(7);
        Statistics added = click("u", "1");
        change(before, KEY, added);
        watermark(before, 300);

        var after = subtask(before.snapshot(1, 1));
        epoch(after, 9, 350);
        mark(after, NEXT, Stage.OPENED, 0);
        change(after, NEXT, added);
        mark(after, NEXT, Stage.COUNTED, 0);
        mark(after, KEY, Stage.CLOSED, 0);
        watermark(after, 360);
        assertThat(after.getOutput()).isEmpty();
        mark(after, NEXT, Stage.OPENED, 1);
        mark(after, NEXT, Stage.COUNTED, 1);
        mark(after, KEY, Stage.CLOSED, 1);

        assertThat(outputs(after))
                .as("of the version before the old epoch's row stays")
                .containsExactly(
                        new OutputEpoch(9, 360), new StatisticsRow(NEXT, 9, 0, 360, added), new Watermark(360));
    }

    private static void mark(
            KeyedTwoInputStreamOperatorTestHarness<StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>
                    subtask,
            StatisticsKey key,
            Stage stage,
            int sender)
            throws Exception {
        subtask.processElement1(new StreamRecord<>(new VersionMark(key, stage, Fixtures.METRICS.layout(), sender, 2)));
    }

    private KeyedTwoInputStreamOperatorTestHarness<StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>
            started(long epoch) throws Exception {
        var subtask = subtask(null);
        epoch(subtask, epoch, 200);
        watermark(subtask, 200);
        subtask.getOutput().clear();
        return subtask;
    }

    private static void change(
            KeyedTwoInputStreamOperatorTestHarness<StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>
                    subtask,
            StatisticsKey key,
            Statistics change)
            throws Exception {
        subtask.processElement1(new StreamRecord<>(new StatisticsChange(key, change)));
    }

    private static void epoch(
            KeyedTwoInputStreamOperatorTestHarness<StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>
                    subtask,
            long epoch,
            long loggedAt)
            throws Exception {
        subtask.processWatermark2(Watermark.MAX_WATERMARK);
        subtask.processElement2(new StreamRecord<>(new EpochStart(epoch, loggedAt)));
    }

    private static void watermark(
            KeyedTwoInputStreamOperatorTestHarness<StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>
                    subtask,
            long time)
            throws Exception {
        subtask.processWatermark1(new Watermark(time));
        subtask.processWatermark2(Watermark.MAX_WATERMARK);
    }

    private static List<Object> outputs(
            KeyedTwoInputStreamOperatorTestHarness<StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>
                    subtask) {
        List<Object> outputs = new ArrayList<>();
        for (Object output : subtask.getOutput()) {
            outputs.add(output instanceof StreamRecord<?> element ? element.getValue() : output);
        }
        return outputs;
    }

    private static Statistics click(String user, String id) {
        StatisticsAccumulator accumulator = new StatisticsAccumulator(MomentLayout.USUAL);
        accumulator.change(Contribution.NOTHING, contribution(user, id));
        return accumulator.statistics();
    }

    private static Statistics negated(String user, String id) {
        StatisticsAccumulator accumulator = new StatisticsAccumulator(MomentLayout.USUAL);
        accumulator.change(contribution(user, id), Contribution.NOTHING);
        return accumulator.statistics();
    }

    private static Contribution contribution(String user, String id) {
        return Contribution.project(
                UserTotals.NONE.with(
                        Fixtures.event(user, id, "a", "click", Fixtures.NOON), Retention.UNDECIDED, Lateness.USUAL),
                Fixtures.definition(1, 1, 0),
                Fixtures.NOON);
    }

    private KeyedTwoInputStreamOperatorTestHarness<StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>
            subtask(@Nullable OperatorSubtaskState state) throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<
                StatisticsKey, StatisticsInput, EpochStart, StatisticsOutput>(
                new StatisticsOperator(), StatisticsInput::key, null, MetricsTypes.STATISTICS_KEY);
        opened.add(harness);
        harness.setup(MetricsTypes.STATISTICS_OUTPUT.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
