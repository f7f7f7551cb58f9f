package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.Retention;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsInput;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.UserTotals;
import io.splitstream.jobs.metrics.core.VersionMark;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeCombinerTest {
    private static final StatisticsKey KEY = new StatisticsKey("checkout", 1, 3);

    private final OneInputStreamOperatorTestHarness<ContributionOutput, StatisticsInput> combiner = harness();

    @BeforeEach
    void open() throws Exception {
        combiner.setup(MetricsTypes.STATISTICS_INPUT.createSerializer(
                combiner.getExecutionConfig().getSerializerConfig()));
        combiner.open();
    }

    @AfterEach
    void close() throws Exception {
        combiner.close();
    }

    @Test
    void watermark_afterManyChanges_letsOneSumOutBeforeItself() throws Exception {
        change("u");
        change("v");
        change("w");
        combiner.processWatermark(new Watermark(5));

        assertThat(combiner.getOutput()).hasSize(2).last().isEqualTo(new Watermark(5));
        assertThat(((StatisticsChange) combiner.extractOutputValues().get(0))
                        .change()
                        .events())
                .isEqualTo(3);
    }

    @Test
    void barrier_letsEverythingOut_soThatThereIsNothingToKeep() throws Exception {
        change("u");
        combiner.prepareSnapshotPreBarrier(1);

        assertThat(combiner.extractOutputValues()).hasSize(1);
    }

    @Test
    void changes_thatCancelOut_areNotSent() throws Exception {
        Contribution contribution = contribution("u");
        combiner.processElement(new StreamRecord<>(
                new ContributionChange(KEY, MomentLayout.USUAL, Contribution.NOTHING, contribution)));
        combiner.processElement(new StreamRecord<>(
                new ContributionChange(KEY, MomentLayout.USUAL, contribution, Contribution.NOTHING)));
        combiner.processWatermark(new Watermark(5));

        assertThat(combiner.extractOutputValues()).isEmpty();
    }

    @Test
    void mark_afterChanges_goesOnBehindTheirSum() throws Exception {
        VersionMark mark = new VersionMark(KEY, VersionMark.Stage.COUNTED, MomentLayout.USUAL, 0, 1);
        change("u");
        change("v");
        combiner.processElement(new StreamRecord<>(mark));
        change("w");

        assertThat(combiner.extractOutputValues()).hasSize(2).last().isEqualTo(mark);
        assertThat(((StatisticsChange) combiner.extractOutputValues().get(0))
                        .change()
                        .events())
                .isEqualTo(2);
    }

    private void change(String user) throws Exception {
        combiner.processElement(new StreamRecord<>(
                new ContributionChange(KEY, MomentLayout.USUAL, Contribution.NOTHING, contribution(user))));
    }

    private static Contribution contribution(String user) {
        return Contribution.project(
                UserTotals.NONE.with(
                        Fixtures.event(user, "id", "a", "click", Fixtures.NOON), Retention.UNDECIDED, Lateness.USUAL),
                Fixtures.definition(1, 1, 0),
                Fixtures.NOON);
    }

    private static OneInputStreamOperatorTestHarness<ContributionOutput, StatisticsInput> harness() {
        try {
            return new OneInputStreamOperatorTestHarness<>(new ChangeCombiner());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
