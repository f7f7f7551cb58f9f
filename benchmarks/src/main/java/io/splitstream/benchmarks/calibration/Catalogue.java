package io.splitstream.benchmarks.calibration;

import io.splitstream.benchmarks.calibration.OutcomeModel.ClusteredRatio;
import io.splitstream.benchmarks.calibration.OutcomeModel.Ratings;
import io.splitstream.benchmarks.calibration.OutcomeModel.Revenue;
import io.splitstream.benchmarks.calibration.OutcomeModel.Share;
import io.splitstream.benchmarks.calibration.Scenario.Accrual;
import io.splitstream.benchmarks.calibration.Scenario.Phase;
import io.splitstream.benchmarks.calibration.Scenario.Promise;
import io.splitstream.statistics.SequentialDesign;
import java.util.ArrayList;
import java.util.List;

/** What is simulated. */
final class Catalogue {
    private static final List<Double> EVEN = List.of(0.5, 0.5);
    private static final List<Double> ONE_TO_NINE = List.of(0.1, 0.9);
    private static final List<Double> ONE_PERCENT = List.of(0.99, 0.01);
    private static final List<Double> QUARTERS = List.of(0.25, 0.25, 0.25, 0.25);

    private static final OutcomeModel SHARE = new Share(0.05);
    private static final OutcomeModel SMALL_SHARE = new Share(0.02);
    private static final OutcomeModel SPARSE_SHARE = new Share(0.005);
    private static final OutcomeModel RATIO = new ClusteredRatio(0.03);
    private static final OutcomeModel REVENUE = new Revenue(0.05);
    private static final OutcomeModel RATINGS = new Ratings(0.03);

    private static final double POWER = 0.8;
    private static final double SURE_POWER = 0.99;

    private Catalogue() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        addPairs(all, "share_5", "share of 5 %", SHARE, Promise.SEQUENCE_AND_FIXED);
        addPairs(all, "share_05", "share of 0.5 %", SPARSE_SHARE, Promise.SEQUENCE_AND_FIXED);
        addPairs(all, "ratio", "clustered ratio", RATIO, Promise.SEQUENCE_AND_FIXED);
        addPairs(all, "revenue", "zero-inflated log-normal revenue", REVENUE, Promise.SEQUENCE);
        addPairs(all, "ratings", "ratings by 3 % of users", RATINGS, Promise.SEQUENCE_AND_FIXED);
        all.add(Scenario.withoutEffect("four_arms", "share of 5 %, four arms", SHARE, QUARTERS));
        all.add(Scenario.withoutEffect("new_weights", "share of 5 %, then of 8 %, 50/50 then 10/90", SHARE, EVEN)
                .inPhases(new Phase(0, EVEN, 1), new Phase(Scenario.USERS / 2, ONE_TO_NINE, 1.6)));
        all.add(Scenario.withoutEffect("ramp", "share of 2 %, 99/1 then 50/50", SMALL_SHARE, ONE_PERCENT)
                .inPhases(new Phase(0, ONE_PERCENT, 1), new Phase(Scenario.USERS / 2, EVEN, 1)));
        all.add(Scenario.withoutEffect("windowed", "revenue of returning users, windowed, 50/50", REVENUE, EVEN)
                .accruing(Accrual.WINDOWED));
        all.add(Scenario.withoutEffect("open_ended", "revenue of returning users, open-ended, 50/50", REVENUE, EVEN)
                .accruing(Accrual.OPEN_ENDED)
                .promising(Promise.NONE));
        all.add(power("power_share", "share of 5 %, +20 %, 50/50", SHARE, 1.2));
        all.add(power("power_ratio", "clustered ratio, +10 %, 50/50", RATIO, 1.1));
        all.add(launch("launch_share", "share of 5 %, 50/50", SHARE));
        all.add(launch("launch_ratio", "clustered ratio, 50/50", RATIO));
        all.add(launch("launch_revenue", "zero-inflated log-normal revenue, 50/50", REVENUE));
        return all;
    }

    private static void addPairs(List<Scenario> all, String name, String title, OutcomeModel model, Promise even) {
        all.add(Scenario.withoutEffect(name + "_even", title + ", 50/50", model, EVEN)
                .promising(even));
        all.add(Scenario.withoutEffect(name + "_skewed", title + ", 10/90", model, ONE_TO_NINE));
    }

    /** An effect, looked at once, with as many users as the power formula asks for. */
    private static Scenario power(String name, String title, OutcomeModel model, double factor) {
        double perArm = new Effect(model).usersPerArm(factor, SequentialDesign.STANDARD.alpha(), POWER);
        return Scenario.withoutEffect(name, title, model, EVEN)
                .withEffect(factor)
                .lookingAt(List.of((int) Math.ceil(2 * perArm)))
                .promising(Promise.POWER);
    }

    /** An effect that the fixed test finds with a power of 0.99 at the tuning N, watched up to there. */
    private static Scenario launch(String name, String title, OutcomeModel model) {
        int tuning = (int) SequentialDesign.STANDARD.tuningUsers();
        double factor = new Effect(model).factor(0.5 * tuning, SequentialDesign.STANDARD.alpha(), SURE_POWER);
        return Scenario.withoutEffect(name, title, model, EVEN)
                .withEffect(factor)
                .lookingAt(Scenario.logSpaced(tuning))
                .promising(Promise.LAUNCH);
    }
}
