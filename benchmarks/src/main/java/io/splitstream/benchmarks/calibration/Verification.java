package io.splitstream.benchmarks.calibration;

import io.splitstream.api.decision.Validity;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * What a scenario promises, held against what was counted.
 *
 * <p>An error that may happen with probability α at most is refuted by a count above the 99.9 % quantile of
 * Binomial(runs, α). A rate that is to be met, of the fixed test or of its interval, is refuted 3.3 standard errors
 * away from it on either side.
 */
record Verification(Scenario scenario, Counts counts) {
    private static final double QUANTILE = 0.999;
    private static final double STANDARD_ERRORS = 3.3;
    private static final double POWER = 0.8;
    private static final double LAUNCH_SHARE = 0.85;

    List<Check> checks() {
        double alpha = scenario.design().alpha();
        List<Check> checks = new ArrayList<>();
        checks.add(atMost("mismatch_alarms", counts.mismatchAlarms(), Validity.SAMPLE_RATIO_LEVEL));
        switch (scenario.promise()) {
            case SEQUENCE, SEQUENCE_AND_FIXED -> {
                checks.add(atMost("sequence_rejected", counts.sequenceRejected(), alpha));
                checks.add(atMost("launched", counts.launched(), alpha));
            }
            case POWER -> checks.add(near("fixed_rejected", counts.fixedRejected(), POWER));
            case LAUNCH ->
                checks.add(new Check(
                        "launched", counts.launched(), (long) Math.ceil(LAUNCH_SHARE * counts.runs()), counts.runs()));
            case NONE -> {}
        }
        if (scenario.promise() == Scenario.Promise.SEQUENCE_AND_FIXED) {
            checks.add(near("fixed_rejected", counts.fixedRejected(), alpha));
        }
        if (scenario.promise() == Scenario.Promise.SEQUENCE_AND_FIXED || scenario.promise() == Scenario.Promise.POWER) {
            checks.add(near("covered", counts.covered(), 1 - alpha));
        }
        return checks;
    }

    private Check atMost(String what, int count, double probability) {
        return new Check(
                what,
                count,
                0,
                new BinomialDistribution(null, counts.runs(), probability).inverseCumulativeProbability(QUANTILE));
    }

    /** Of the runs in which the test could be made. */
    private Check near(String what, int count, double rate) {
        double runs = counts.fixedAnswered();
        double distance = STANDARD_ERRORS * Math.sqrt(rate * (1 - rate) * runs);
        return new Check(
                what, count, (long) Math.ceil(rate * runs - distance), (long) Math.floor(rate * runs + distance));
    }
}
