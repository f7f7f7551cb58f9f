package io.splitstream.api.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.statistics.MetricKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleSizeTest {
    @Test
    void of_meanByAFixedTest_isTwoVariancesOverTheSquaredDifference() {
        // (1.959964 + 0.841621)^2 * 2 * 25 / 1^2 = 392.44.
        assertThat(done(mean(10, 25.0, 0.1, 2, DecisionPlan.Mode.FIXED)).usersPerArm())
                .isEqualTo(393);
    }

    @Test
    void of_negativeBaseline_countsTheEffectByItsMagnitude() {
        assertThat(done(mean(-10, 25.0, 0.1, 2, DecisionPlan.Mode.FIXED)).usersPerArm())
                .isEqualTo(393);
    }

    @Test
    void of_severalTestArms_dividesAlphaAndCountsEveryArm() {
        SampleSize size = done(mean(10, 25.0, 0.1, 4, DecisionPlan.Mode.FIXED));

        assertThat(size.alphaPerComparison()).isEqualTo(0.05 / 3);
        assertThat(size.usersPerArm()).isGreaterThan(393);
        assertThat(size.totalUsers()).isEqualTo(4 * size.usersPerArm());
    }

    @Test
    void of_sequence_takesMoreThanTheFixedTest() {
        long fixed = done(mean(10, 25.0, 0.1, 2, DecisionPlan.Mode.FIXED)).usersPerArm();
        long sequential =
                done(mean(10, 25.0, 0.1, 2, DecisionPlan.Mode.SEQUENTIAL)).usersPerArm();

        assertThat(sequential).isBetween(fixed + 1, 4 * fixed);
    }

    @Test
    void of_hugeEffectBySequence_isTheBurnIn() {
        assertThat(done(mean(10, 0.0001, 1, 2, DecisionPlan.Mode.SEQUENTIAL)).usersPerArm())
                .isEqualTo(100);
        // 50 successes at a share of 1 %.
        assertThat(done(share(0.01, 50)).usersPerArm()).isEqualTo(5_000);
    }

    @Test
    void of_questionThatHasNoAnswer_namesWhatIsWrong() {
        assertThat(refusal(mean(0, 1.0, 0.1, 2, DecisionPlan.Mode.FIXED)).message())
                .contains("baseline");
        assertThat(refusal(mean(1, null, 0.1, 2, DecisionPlan.Mode.FIXED)).message())
                .contains("variance");
        assertThat(refusal(mean(1, 1e20, 1e-9, 2, DecisionPlan.Mode.FIXED)).message())
                .contains("2^53");
        assertThat(refusal(share(0.6, 1)).message()).contains("between 0 and 1");
        assertThat(refusal(share(1.5, 0.1)).message()).contains("baseline");
    }

    private static Outcome<SampleSize> mean(
            double baseline, @Nullable Double variance, double effect, int arms, DecisionPlan.Mode mode) {
        return SampleSize.of(
                new SampleSizeQuestion(MetricKind.MEAN, baseline, variance, effect, 0.05, 0.8, arms, mode, 5_000));
    }

    private static Outcome<SampleSize> share(double baseline, double effect) {
        return SampleSize.of(new SampleSizeQuestion(
                MetricKind.SHARE, baseline, null, effect, 0.05, 0.8, 2, DecisionPlan.Mode.SEQUENTIAL, 5_000));
    }

    private static SampleSize done(Outcome<SampleSize> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<SampleSize>) outcome).value();
    }

    private static Refusal refusal(Outcome<SampleSize> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<SampleSize>) outcome).refusal();
    }
}
