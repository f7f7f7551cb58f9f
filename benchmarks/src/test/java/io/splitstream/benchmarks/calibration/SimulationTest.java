package io.splitstream.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitstream.benchmarks.calibration.OutcomeModel.ClusteredRatio;
import io.splitstream.benchmarks.calibration.OutcomeModel.Outcome;
import io.splitstream.benchmarks.calibration.OutcomeModel.Ratings;
import io.splitstream.benchmarks.calibration.OutcomeModel.Revenue;
import io.splitstream.benchmarks.calibration.OutcomeModel.Share;
import io.splitstream.benchmarks.calibration.Scenario.Accrual;
import io.splitstream.statistics.ArmStatistics;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {
    private static final List<Double> EVEN = List.of(0.5, 0.5);

    static List<OutcomeModel> models() {
        return List.of(new Share(0.05), new ClusteredRatio(0.03), new Revenue(0.05), new Ratings(0.03));
    }

    @ParameterizedTest
    @MethodSource("models")
    void draw_manyUsers_haveTheMeanThatTheModelClaims(OutcomeModel model) {
        Tally tally = new Tally(model.kind(), model.scale());
        SplittableRandom random = new SplittableRandom(1);
        Outcome user = new Outcome();
        for (int i = 0; i < 200_000; i++) {
            model.draw(random, 1.3, user);
            tally.enter(user.numerator, user.denominator);
        }
        ArmStatistics arm = tally.statistics();
        double error = Math.sqrt(arm.unitVariance().orElseThrow() / arm.users());
        assertThat(arm.estimate().orElseThrow()).isCloseTo(model.mean(1.3), within(4 * error));
    }

    @Test
    void logSpaced_looks_areAThousandThatRiseToTheEnd() {
        List<Integer> looks = Scenario.logSpaced(Scenario.USERS);
        assertThat(looks).hasSize(1_000).isSorted().doesNotHaveDuplicates().endsWith(20_000);
        assertThat(looks.get(999) - looks.get(998)).isBetween(90, 130);
    }

    @Test
    void change_ofAUser_isAsIfCountedAnew() {
        OutcomeModel model = new Revenue(0.05);
        Tally changed = new Tally(model.kind(), model.scale());
        changed.enter(0, 0);
        changed.enter(500, 0);
        changed.change(0, 250);
        changed.change(500, 0);
        Tally counted = new Tally(model.kind(), model.scale());
        counted.enter(250, 0);
        counted.enter(0, 0);
        assertThat(changed.statistics()).isEqualTo(counted.statistics());
    }

    @Test
    void advanceTo_openEnded_goesOnGrowingWhereWindowedDoesNot() {
        Scenario scenario = Scenario.withoutEffect("s", "s", new Revenue(0.5), EVEN);
        Arrivals open = Arrivals.of(scenario.accruing(Accrual.OPEN_ENDED), new SplittableRandom(1));
        Arrivals windowed = Arrivals.of(scenario.accruing(Accrual.WINDOWED), new SplittableRandom(1));
        for (int users : scenario.looks()) {
            open.advanceTo(users);
            windowed.advanceTo(users);
        }
        // Visits each 2,000 arrivals: 2 within a window of 4,000, 5 in the mean over 20,000 arrivals.
        double perVisit = new Revenue(0.5).mean(1);
        assertThat(windowed.tally(0, 0).users() + windowed.tally(0, 1).users()).isEqualTo(20_000);
        assertThat(windowed.tally(0, 0).statistics().estimate().orElseThrow())
                .isCloseTo(2 * perVisit * 0.9, within(0.3 * perVisit));
        assertThat(open.tally(0, 0).statistics().estimate().orElseThrow()).isGreaterThan(3 * perVisit);
    }

    @Test
    void run_sameSeed_isTheSame() {
        Scenario scenario = Scenario.withoutEffect("s", "s", new Share(0.2), EVEN)
                .withEffect(1.2)
                .lookingAt(List.of(500, 1_000, 4_000));
        RunOutcome outcome = Watch.run(scenario, new SplittableRandom(7));
        assertThat(Watch.run(scenario, new SplittableRandom(7))).isEqualTo(outcome);
        assertThat(outcome.fixedAnswered()).isTrue();
    }

    @Test
    void run_anEffectThatNobodyCanMiss_isLaunched() {
        Scenario scenario = Scenario.withoutEffect("s", "s", new Share(0.2), EVEN)
                .withEffect(2)
                .lookingAt(List.of(500, 1_000, 4_000));
        RunOutcome outcome = Watch.run(scenario, new SplittableRandom(7));
        assertThat(outcome.launched()).isTrue();
        assertThat(outcome.sequenceRejected()).isTrue();
        assertThat(outcome.mismatchAlarm()).isFalse();
        assertThat(outcome.covered()).isTrue();
    }
}
