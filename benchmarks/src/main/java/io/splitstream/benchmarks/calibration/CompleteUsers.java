package io.splitstream.benchmarks.calibration;

import io.splitstream.benchmarks.calibration.OutcomeModel.Outcome;
import java.util.SplittableRandom;

/** Users who are counted once all they do is known: at once, or when their window has closed. */
final class CompleteUsers extends Arrivals {
    private final Outcome user = new Outcome();
    private int in;

    CompleteUsers(Scenario scenario, SplittableRandom random) {
        super(scenario, random);
    }

    @Override
    void advanceTo(int users) {
        boolean windowed = scenario.accrual() == Scenario.Accrual.WINDOWED;
        for (; in < users; in++) {
            int epoch = epochOf(in);
            int arm = drawArm(epoch);
            if (windowed) {
                drawWindow(multiplier(epoch, arm));
            } else {
                scenario.model().draw(random, multiplier(epoch, arm), user);
            }
            tally(epoch, arm).enter(user.numerator, user.denominator);
        }
    }

    private void drawWindow(double multiplier) {
        double own = multiplier * drawKeenness();
        long total = 0;
        for (double at = drawGap(); at < WINDOW; at += drawGap()) {
            scenario.model().draw(random, own, user);
            total += user.numerator;
        }
        user.numerator = total;
        user.denominator = 0;
    }
}
