package io.splitstream.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.calibration.OutcomeModel.Share;
import io.splitstream.benchmarks.calibration.Scenario.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final Scenario SCENARIO = Scenario.withoutEffect("s", "share", new Share(0.05), List.of(0.5, 0.5));

    @Test
    void checks_sequence_areTheUpperQuantilesOfTheBinomialDistribution() {
        // SciPy 1.17.1: binom.ppf(0.999, 5000, 0.05) and binom.ppf(0.999, 5000, 0.001).
        Verification verification = new Verification(SCENARIO, counts(299, 299, 250, 4_750));
        assertThat(verification.checks())
                .containsExactly(
                        new Check("mismatch_alarms", 3, 0, 13),
                        new Check("sequence_rejected", 299, 0, 299),
                        new Check("launched", 299, 0, 299))
                .allSatisfy(check -> assertThat(check.isKept()).isTrue());
        assertThat(new Verification(SCENARIO, counts(300, 300, 250, 4_750)).checks())
                .filteredOn(check -> !check.isKept())
                .extracting(Check::what)
                .containsExactly("sequence_rejected", "launched");
    }

    @Test
    void checks_fixed_lieThreePointThreeStandardErrorsAroundTheLevel() {
        // 3.3 · √(0.05 · 0.95 · 5000) = 50.9.
        Scenario fixed = SCENARIO.promising(Promise.SEQUENCE_AND_FIXED);
        assertThat(new Verification(fixed, counts(0, 0, 200, 4_699)).checks())
                .contains(new Check("fixed_rejected", 200, 200, 300), new Check("covered", 4_699, 4_700, 4_800));
    }

    @Test
    void checks_launch_needsEightyFivePercentOfTheRuns() {
        Scenario launch = SCENARIO.promising(Promise.LAUNCH);
        assertThat(new Verification(launch, counts(0, 4_249, 0, 0)).checks())
                .contains(new Check("launched", 4_249, 4_250, 5_000));
    }

    @Test
    void table_aBoundMissed_isSaidLoudly() {
        String table = CalibrationTable.of(List.of(new Verification(SCENARIO, counts(300, 10, 250, 4_750))), 5_000);
        assertThat(table).contains("!300 (≤299)").contains("MISSED").contains("BOUNDS MISSED: 1");
        assertThat(CalibrationTable.of(List.of(new Verification(SCENARIO, counts(1, 1, 1, 1))), 5_000))
                .contains("all bounds are kept");
    }

    private static Counts counts(int sequence, int launched, int fixed, int covered) {
        return new Counts(5_000, sequence, launched, 3, 1_000, 5_000, fixed, covered);
    }
}
