package io.splitstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.statistics.GuardrailContrast.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardrailContrastTest {
    private static Answer<GuardrailContrast> of(long successesC, long successesT, double margin, Direction better) {
        ArmPair pair = new ArmPair(ArmStatistics.share(50_000, successesC), ArmStatistics.share(50_000, successesT));
        return GuardrailContrast.of(List.of(pair), margin, better, SequentialDesign.STANDARD);
    }

    @Test
    void of_lossWithinTheMargin_isSafe() {
        GuardrailContrast contrast =
                of(10_000, 9_990, 0.05, Direction.UP).value().orElseThrow();
        assertThat(contrast.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(contrast.threshold()).isEqualTo(0.19);
        assertThat(contrast.safePValue()).isLessThan(0.05);
        assertThat(contrast.harmPValue()).isEqualTo(1);
    }

    @Test
    void of_sameFiguresWhereDownIsBetter_harmAndSafetyTradePlaces() {
        assertThat(of(10_000, 12_000, 0.05, Direction.DOWN)
                        .value()
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.HARMED);
        assertThat(of(10_000, 12_000, 0.05, Direction.UP).value().orElseThrow().verdict())
                .isEqualTo(Verdict.SAFE);
        assertThat(of(10_000, 10_500, 0.05, Direction.DOWN)
                        .value()
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void of_verdict_agreesWithItsPValues() {
        for (long successes = 8_000; successes <= 11_000; successes += 50) {
            GuardrailContrast contrast =
                    of(10_000, successes, 0.05, Direction.UP).value().orElseThrow();
            assertThat(contrast.verdict() == Verdict.HARMED).isEqualTo(contrast.harmPValue() < 0.05);
            assertThat(contrast.verdict() == Verdict.SAFE).isEqualTo(contrast.safePValue() < 0.05);
        }
    }

    @Test
    void of_beforeTheBurnIn_isWithheld() {
        assertThat(of(49, 10_000, 0.05, Direction.UP).reason()).contains(Reason.INSUFFICIENT_DATA);
        assertThat(of(0, 0, 0.05, Direction.UP).reason()).contains(Reason.INSUFFICIENT_DATA);
    }

    @Test
    void of_epochBeforeItsBurnIn_isLeftOut() {
        ArmPair ramp = new ArmPair(ArmStatistics.share(9_900, 198), ArmStatistics.share(100, 0));
        ArmPair halves = new ArmPair(ArmStatistics.share(5_000, 100), ArmStatistics.share(5_000, 102));
        Answer<GuardrailContrast> alone =
                GuardrailContrast.of(List.of(halves), 0.05, Direction.UP, SequentialDesign.STANDARD);
        assertThat(GuardrailContrast.of(List.of(ramp, halves), 0.05, Direction.UP, SequentialDesign.STANDARD))
                .isEqualTo(alone);
        assertThat(alone.value().orElseThrow().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void of_negativeMargin_isRefused() {
        assertThatThrownBy(() -> of(10_000, 9_000, -0.1, Direction.UP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: 0 or more");
    }
}
