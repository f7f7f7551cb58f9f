package io.splitstream.benchmarks.calibration;

import io.splitstream.api.decision.ArmEvidence;
import io.splitstream.api.decision.ArmEvidence.DecidingTest;
import io.splitstream.api.decision.Evidence;
import io.splitstream.api.decision.RecommendationRules;
import io.splitstream.api.decision.Validity;
import io.splitstream.api.decision.Verdict;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.benchmarks.calibration.Scenario.Phase;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.ArmPair;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.ComparisonPlan;
import io.splitstream.statistics.Direction;
import io.splitstream.statistics.Interval;
import io.splitstream.statistics.MetricInference;
import io.splitstream.statistics.SampleRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One simulated experiment, looked at all along. At every look the engine compares all arms; posterior figures, which
 * cost more, are asked for only where the sequence has spoken for an arm, for no rule launches without that.
 */
final class Watch {
    private final Scenario scenario;
    private final ComparisonPlan plan;
    private final DecisionPlan decisionPlan;
    private final Arrivals arrivals;
    private boolean sequenceRejected;
    private boolean launched;
    private boolean mismatchAlarm;
    private boolean watchedFixedRejected;

    private Watch(Scenario scenario, SplittableRandom random) {
        this.scenario = scenario;
        this.plan = ComparisonPlan.standard(Direction.UP)
                .withDesign(scenario.design())
                .withBayesian(false);
        this.decisionPlan = new DecisionPlan(
                DecisionPlan.Mode.SEQUENTIAL,
                scenario.design().alpha(),
                scenario.design().minimumSample(),
                null,
                scenario.design().tuningUsers());
        this.arrivals = Arrivals.of(scenario, random);
    }

    /** Simulates one experiment and watches it to its end. */
    static RunOutcome run(Scenario scenario, SplittableRandom random) {
        return new Watch(scenario, random).run();
    }

    private RunOutcome run() {
        List<Comparison> comparisons = List.of();
        for (int users : scenario.looks()) {
            arrivals.advanceTo(users);
            List<List<ArmPair>> pairs = pairs();
            comparisons = MetricInference.compare(pairs, plan);
            look(pairs, comparisons);
        }
        List<Comparison.FixedHorizon> fixed = comparisons.stream()
                .flatMap(comparison -> comparison.fixedHorizon().value().stream())
                .toList();
        return new RunOutcome(
                sequenceRejected,
                launched,
                mismatchAlarm,
                watchedFixedRejected,
                fixed.size() == comparisons.size(),
                fixed.stream()
                        .anyMatch(test -> test.adjustedPValue() < plan.design().alpha()),
                !fixed.isEmpty() && holds(fixed.get(0).interval(), scenario.truth(1)));
    }

    private void look(List<List<ArmPair>> pairs, List<Comparison> comparisons) {
        double alpha = plan.design().alpha();
        double mismatch = SampleRatio.sequential(splits());
        mismatchAlarm |= mismatch < Validity.SAMPLE_RATIO_LEVEL;
        boolean candidate = false;
        for (Comparison comparison : comparisons) {
            watchedFixedRejected |= comparison
                    .fixedHorizon()
                    .value()
                    .filter(test -> test.adjustedPValue() < alpha)
                    .isPresent();
            boolean spoken = comparison
                    .sequential()
                    .value()
                    .filter(sequence -> sequence.adjustedPValue() < alpha)
                    .isPresent();
            sequenceRejected |= spoken;
            candidate |= spoken;
        }
        if (candidate && !launched) {
            launched = isLaunch(MetricInference.compare(pairs, plan.withBayesian(true)), mismatch);
        }
    }

    private boolean isLaunch(List<Comparison> comparisons, double mismatch) {
        List<ArmEvidence> arms = new ArrayList<>();
        long users = 0;
        for (Comparison comparison : comparisons) {
            String id = "arm" + arms.size();
            DecidingTest deciding =
                    DecidingTest.sequential(comparison, plan.direction()).orElse(null);
            arms.add(new ArmEvidence(id, id, comparison, deciding, List.of(), null));
            users += comparison.test().users();
        }
        Evidence evidence = new Evidence(
                Metric.USER_CONVERSION_RATE, decisionPlan, new Validity(mismatch, 1, 0, users, 0L), false, arms);
        return RecommendationRules.decide(evidence).verdict() == Verdict.LAUNCH;
    }

    /** Per test arm the pairs of the epochs that have begun. */
    private List<List<ArmPair>> pairs() {
        List<List<ArmPair>> arms = new ArrayList<>();
        int epochs = epochs();
        for (int arm = 1; arm < scenario.effects().size(); arm++) {
            List<ArmPair> pairs = new ArrayList<>();
            for (int epoch = 0; epoch < epochs; epoch++) {
                pairs.add(new ArmPair(
                        arrivals.tally(epoch, 0).statistics(),
                        arrivals.tally(epoch, arm).statistics()));
            }
            arms.add(pairs);
        }
        return arms;
    }

    private List<SampleRatio.Split> splits() {
        List<SampleRatio.Split> splits = new ArrayList<>();
        List<Phase> phases = scenario.phases();
        for (int epoch = 0; epoch < phases.size(); epoch++) {
            List<Long> observed = new ArrayList<>();
            for (int arm = 0; arm < scenario.effects().size(); arm++) {
                observed.add(arrivals.tally(epoch, arm).users());
            }
            splits.add(new SampleRatio.Split(observed, phases.get(epoch).weights()));
        }
        return splits;
    }

    private int epochs() {
        int epochs = scenario.phases().size();
        while (epochs > 1 && isEmpty(epochs - 1)) {
            epochs--;
        }
        return epochs;
    }

    private boolean isEmpty(int epoch) {
        for (int arm = 0; arm < scenario.effects().size(); arm++) {
            if (arrivals.tally(epoch, arm).users() > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Interval interval, double value) {
        return interval.lower() <= value && value <= interval.upper();
    }
}
