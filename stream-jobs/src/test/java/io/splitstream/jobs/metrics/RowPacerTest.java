package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowPacerTest {
    private final OneInputStreamOperatorTestHarness<StatisticsOutput, StatisticsOutput> pacer = pacer();

    @BeforeEach
    void open() throws Exception {
        pacer.setup(MetricsTypes.STATISTICS_OUTPUT.createSerializer(
                pacer.getExecutionConfig().getSerializerConfig()));
        pacer.open();
        pacer.setProcessingTime(1_010);
    }

    @AfterEach
    void close() throws Exception {
        pacer.close();
    }

    @Test
    void round_letsTheNewestOfEachKeyThrough_andThenTheWatermark() throws Exception {
        StatisticsRow newer = row(3, 1);
        StatisticsRow other = row(4, 2);
        pacer.processElement(new StreamRecord<>(new OutputEpoch(1, 0)));
        pacer.processElement(new StreamRecord<>(row(3, 0)));
        pacer.processWatermark(new Watermark(50));
        pacer.processElement(new StreamRecord<>(newer));
        pacer.processElement(new StreamRecord<>(other));
        pacer.processWatermark(new Watermark(60));
        assertThat(pacer.getOutput()).isEmpty();
        pacer.setProcessingTime(1_250);

        assertThat(outputs()).containsExactly(newer, other, new Watermark(60));
    }

    @Test
    void round_comesOnlyWhenSomethingCame() throws Exception {
        pacer.processWatermark(new Watermark(50));
        pacer.setProcessingTime(1_250);
        pacer.setProcessingTime(2_250);

        assertThat(outputs()).containsExactly(new Watermark(50));
    }

    @Test
    void round_afterOneOfManyKeys_comesOnceASecond() throws Exception {
        for (int i = 0; i < 4_000; i++) {
            pacer.processElement(new StreamRecord<>(row(i, i)));
        }
        pacer.processWatermark(new Watermark(50));
        pacer.setProcessingTime(1_250);
        pacer.getOutput().clear();
        pacer.processWatermark(new Watermark(60));
        pacer.setProcessingTime(1_999);
        assertThat(pacer.getOutput()).isEmpty();
        pacer.setProcessingTime(2_000);

        assertThat(outputs()).containsExactly(new Watermark(60));
    }

    private List<Object> outputs() {
        List<Object> outputs = new ArrayList<>();
        for (Object output : pacer.getOutput()) {
            outputs.add(output instanceof StreamRecord<?> element ? element.getValue() : output);
        }
        return outputs;
    }

    private static StatisticsRow row(int bucket, long sequence) {
        return new StatisticsRow(new StatisticsKey("e", 1, bucket), 1, sequence, 0, Statistics.ZERO);
    }

    private static OneInputStreamOperatorTestHarness<StatisticsOutput, StatisticsOutput> pacer() {
        try {
            return new OneInputStreamOperatorTestHarness<>(new RowPacer());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
