package io.splitstream.benchmarks.calibration;

import io.splitstream.benchmarks.calibration.Scenario.Phase;
import java.util.List;
import java.util.SplittableRandom;

/** Users coming into one simulated experiment, counted by weight epoch and arm. Mutable; for one thread. */
abstract class Arrivals {
    /** Users that come between two visits of a returning one, in the mean. */
    static final double VISIT_GAP = 2_000;

    /** For how many arrivals after their own a user's outcome counts towards a windowed metric. */
    static final int WINDOW = 4_000;

    final Scenario scenario;
    final SplittableRandom random;
    private final Tally[][] tallies;

    Arrivals(Scenario scenario, SplittableRandom random) {
        this.scenario = scenario;
        this.random = random;
        int arms = scenario.effects().size();
        tallies = new Tally[scenario.phases().size()][arms];
        for (Tally[] epoch : tallies) {
            for (int arm = 0; arm < arms; arm++) {
                epoch[arm] = new Tally(scenario.model().kind(), scenario.model().scale());
            }
        }
    }

    static Arrivals of(Scenario scenario, SplittableRandom random) {
        return scenario.accrual() == Scenario.Accrual.OPEN_ENDED
                ? new ReturningUsers(scenario, random)
                : new CompleteUsers(scenario, random);
    }

    /** Lets users come until so many are in. */
    abstract void advanceTo(int users);

    final Tally tally(int epoch, int arm) {
        return tallies[epoch][arm];
    }

    final int epochOf(int user) {
        List<Phase> phases = scenario.phases();
        int epoch = 0;
        while (epoch + 1 < phases.size() && phases.get(epoch + 1).from() <= user) {
            epoch++;
        }
        return epoch;
    }

    final int drawArm(int epoch) {
        List<Double> weights = scenario.phases().get(epoch).weights();
        double draw = random.nextDouble();
        int arm = 0;
        double until = weights.get(0);
        while (arm + 1 < weights.size() && draw >= until) {
            arm++;
            until += weights.get(arm);
        }
        return arm;
    }

    final double multiplier(int epoch, int arm) {
        return scenario.phases().get(epoch).season() * scenario.effects().get(arm);
    }

    /** Time to the next visit, or to the first. */
    final double drawGap() {
        return -VISIT_GAP * Math.log1p(-random.nextDouble());
    }

    /** How much keener than the mean a returning user is: exponentially distributed. */
    final double drawKeenness() {
        return Math.min(-Math.log1p(-random.nextDouble()), 10);
    }
}
