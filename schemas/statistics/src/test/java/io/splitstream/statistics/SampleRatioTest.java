package io.splitstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitstream.statistics.SampleRatio.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRatioTest {
    @Test
    void sequential_noEpochsOrUsersOrSecondArm_isOne() {
        assertThat(SampleRatio.sequential(List.of())).isEqualTo(1);
        assertThat(SampleRatio.sequential(List.of(new Split(List.of(0L, 0L), List.of(0.5, 0.5)))))
                .isEqualTo(1);
        assertThat(SampleRatio.sequential(List.of(new Split(List.of(900L, 100L), List.of(1.0, 0.0)))))
                .isEqualTo(1);
    }

    @Test
    void sequential_evenSplitOverUnevenEpochs_isNoMismatch() {
        // Pooled over epochs 1,000 to 1,800 looks wrong; within each epoch it is as the weights say.
        Split first = new Split(List.of(500L, 500L), List.of(0.5, 0.5));
        Split second = new Split(List.of(500L, 1_300L), List.of(5.0, 13.0));
        assertThat(SampleRatio.sequential(List.of(first, second))).isEqualTo(1);
    }

    @Test
    void sequential_weightsInAnyUnit_areScaled() {
        Split shares = new Split(List.of(520L, 430L), List.of(0.5, 0.5));
        Split percent = new Split(List.of(520L, 430L), List.of(50.0, 50.0));
        assertThat(SampleRatio.sequential(List.of(percent)))
                .isCloseTo(SampleRatio.sequential(List.of(shares)), within(1e-15));
    }

    @Test
    void split_negativeCountOrLengthsApart_isRefused() {
        assertThatThrownBy(() -> new Split(List.of(-1L, 1L), List.of(0.5, 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> new Split(List.of(1L), List.of(0.5, 0.5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Split(List.of(1L, 1L), List.of(0.5, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
