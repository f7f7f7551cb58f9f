package io.splitstream.benchmarks.calibration;

import io.splitstream.benchmarks.calibration.OutcomeModel.Outcome;
import io.splitstream.statistics.Power;
import java.util.SplittableRandom;

/**
 * How large an effect takes how many users, by the engine's power formula and the variances that a large sample of
 * the model has.
 */
record Effect(OutcomeModel model) {
    private static final long SEED = 20_000;
    private static final int SAMPLE = 1_000_000;
    private static final int HALVINGS = 12;
    private static final double LARGEST = 4;

    /** Users of each arm at which the fixed test finds a factor of the rate of success. */
    double usersPerArm(double factor, double alpha, double power) {
        double difference = model.mean(factor) - model.mean(1);
        return Power.usersPerArm(variance(1), variance(factor), difference, alpha, power);
    }

    /** The factor that is found with so many users of each arm. */
    double factor(double usersPerArm, double alpha, double power) {
        double ofControl = variance(1);
        double low = 1;
        double high = LARGEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (low + high);
            double difference = model.mean(middle) - model.mean(1);
            if (Power.usersPerArm(ofControl, variance(middle), difference, alpha, power) > usersPerArm) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double variance(double factor) {
        SplittableRandom random = new SplittableRandom(SEED);
        Outcome user = new Outcome();
        Tally sample = new Tally(model.kind(), model.scale());
        for (int i = 0; i < SAMPLE; i++) {
            model.draw(random, factor, user);
            sample.enter(user.numerator, user.denominator);
        }
        return sample.statistics().unitVariance().orElseThrow();
    }
}
