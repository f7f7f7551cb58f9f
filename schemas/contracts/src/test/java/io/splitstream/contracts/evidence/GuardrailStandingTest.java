package io.splitstream.contracts.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitstream.contracts.definition.GuardrailRule;
import io.splitstream.contracts.evidence.GuardrailStanding.Arms;
import io.splitstream.contracts.evidence.GuardrailStanding.Status;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.SequentialDesign;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardrailStandingTest {
    private static final Metric METRIC = Metric.CONVERSION_RATE;

    @Test
    void of_aThreshold_isCrossedOnTheBadSide() {
        assertThat(standing(0.2, cells(1_000, 300, 1_000, 199)).status()).isEqualTo(Status.CROSSED);
        assertThat(standing(0.2, cells(1_000, 300, 1_000, 200)).status()).isEqualTo(Status.WITHIN);
    }

    @Test
    void isCrossedForSure_needs400Units() {
        assertThat(standing(0.2, cells(1_000, 300, 399, 1)).isCrossedForSure()).isFalse();
        assertThat(standing(0.2, cells(1_000, 300, 400, 1)).isCrossedForSure()).isTrue();
    }

    @Test
    void of_aMargin_isHarmedOnceProven() {
        GuardrailStanding standing = standing(null, cells(5_000, 1_500, 5_000, 1_000));

        assertThat(standing.status()).isEqualTo(Status.HARMED);
        assertThat(standing.threshold()).isCloseTo(0.285, within(1e-12));
        assertThat(standing.pValue()).isLessThan(0.05);
        assertThat(standing.isViolated()).isTrue();
    }

    @Test
    void of_aMargin_isSafeOrInconclusiveElse() {
        assertThat(standing(null, cells(5_000, 1_500, 5_000, 2_000)).status()).isEqualTo(Status.SAFE);
        assertThat(standing(null, cells(5_000, 1_500, 5_000, 1_430)).status()).isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void of_tooFewUsers_showsTheMarginButNoPValue() {
        GuardrailStanding standing = standing(null, cells(50, 15, 50, 0));

        assertThat(standing.status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(standing.threshold()).isCloseTo(0.285, within(1e-12));
        assertThat(standing.pValue()).isNull();
    }

    @Test
    void of_noUsers_isKnownToBeNothing() {
        assertThat(standing(0.2, Cells.NONE))
                .isEqualTo(new GuardrailStanding(0.2, null, null, 0, null, null, Status.WITHIN));
    }

    private static GuardrailStanding standing(@Nullable Double threshold, Cells cells) {
        GuardrailRule rule = new GuardrailRule(METRIC.metricName(), threshold, Metric.Direction.UP, 0.05);
        return GuardrailStanding.of(METRIC, rule, new Arms(cells, "a", "b"), SequentialDesign.STANDARD);
    }

    private static Cells cells(int controlUsers, int controlConverting, int testUsers, int testConverting) {
        return new Cells(List.of(
                SampleCells.converting("a", controlUsers, controlConverting),
                SampleCells.converting("b", testUsers, testConverting)));
    }
}
