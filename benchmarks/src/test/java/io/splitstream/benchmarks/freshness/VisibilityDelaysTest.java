package io.splitstream.benchmarks.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class VisibilityDelaysTest {
    private static final long MILLI = 1_000_000;

    private final VisibilityDelays delays = new VisibilityDelays();
    private final Histogram histogram = new Histogram(5);

    @Test
    void recordInto_countsRising_matchesTheKthAcknowledgedToTheFirstPollThatCountsK() {
        delays.polled(10 * MILLI, 0);
        delays.polled(20 * MILLI, 2);
        delays.polled(30 * MILLI, 2);
        delays.polled(40 * MILLI, 3);

        delays.recordInto(histogram, new long[] {15 * MILLI, 12 * MILLI, 18 * MILLI});

        assertThat(histogram.getTotalCount()).isEqualTo(3);
        assertThat(histogram.getCountAtValue(5_000)).isEqualTo(1);
        assertThat(histogram.getCountAtValue(8_000)).isEqualTo(1);
        assertThat(histogram.getCountAtValue(22_000)).isEqualTo(1);
    }

    @Test
    void recordInto_countedBeforeTheAcknowledgementArrived_isZero() {
        delays.polled(10 * MILLI, 1);

        delays.recordInto(histogram, new long[] {11 * MILLI});

        assertThat(histogram.getMaxValue()).isZero();
    }

    @Test
    void recordInto_notAllSeen_isRefused() {
        delays.polled(10 * MILLI, 1);

        assertThatIllegalStateException()
                .isThrownBy(() -> delays.recordInto(histogram, new long[] {1, 2}))
                .withMessage("2 events were acknowledged, 1 seen");
    }
}
