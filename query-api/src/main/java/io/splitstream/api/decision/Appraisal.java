package io.splitstream.api.decision;

import io.splitstream.api.decision.ArmEvidence.DecidingTest;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Design;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.evidence.MetricStatistics;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.ArmStatistics;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.ComparisonPlan;
import io.splitstream.statistics.Direction;
import io.splitstream.statistics.Power;
import io.splitstream.statistics.SampleRatio;
import io.splitstream.statistics.SequentialDesign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the counts say of an experiment: the evidence for its recommendation. Pure. */
final class Appraisal {
    private static final double POWER = 0.8;
    private static final double MOST_USERS = 1e15;

    private final Experiment experiment;
    private final ExperimentStatistics statistics;
    private final Design design;
    private final DecisionPlan plan;

    Appraisal(Experiment experiment, ExperimentStatistics statistics) {
        this.experiment = experiment;
        this.statistics = statistics;
        this.design = experiment.design();
        this.plan = design.plan();
    }

    /** How the experiment compares its arms, at its own level. */
    static ComparisonPlan comparisonPlan(DecisionPlan plan, Metric metric) {
        return ComparisonPlan.standard(MetricStatistics.direction(metric.direction()))
                .withDesign(sequentialDesign(plan));
    }

    static SequentialDesign sequentialDesign(DecisionPlan plan) {
        return new SequentialDesign(plan.alpha(), plan.tuningUsers(), plan.minimumSample());
    }

    /** Every test arm compared with control, at the experiment's own level. */
    List<Comparison> compare(Metric metric) {
        return compare(metric, comparisonPlan(plan, metric));
    }

    /** Every test arm compared with control. */
    List<Comparison> compare(Metric metric, ComparisonPlan how) {
        return MetricStatistics.compare(
                metric,
                statistics.cells(),
                design.control().id(),
                design.testVariants().stream().map(ExperimentVariant::id).toList(),
                how);
    }

    /**
     * The evidence as of a time.
     *
     * @param plannedTest the one test of an experiment in fixed mode, if it was made
     */
    Evidence evidence(Instant now, Optional<PlannedTest> plannedTest) {
        List<Comparison> comparisons = compare(design.targetMetric());
        Guardrails guardrails = new Guardrails(experiment, statistics);
        List<ArmEvidence> arms = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            ExperimentVariant arm = design.testVariants().get(i);
            arms.add(new ArmEvidence(
                    arm.id(),
                    arm.name(),
                    comparisons.get(i),
                    deciding(arm, comparisons.get(i), plannedTest),
                    guardrails.of(arm),
                    requiredUsers(arm)));
        }
        return new Evidence(design.targetMetric(), plan, validity(now), plannedEndReached(), arms);
    }

    /** Whether the experiment is decided by one test at its planned end, and the results have come to it. */
    boolean isPlannedTestDue() {
        return decidesOnce() && plannedEndReached();
    }

    /** The test at the planned end. */
    PlannedTest plannedTest(Instant now) {
        List<Comparison> comparisons = compare(design.targetMetric());
        List<PlannedTest.Arm> arms = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            Comparison comparison = comparisons.get(i);
            Double lift = comparison.absoluteLift();
            Optional<Double> pValue = comparison.fixedHorizon().value().map(Comparison.FixedHorizon::adjustedPValue);
            if (lift != null && pValue.isPresent()) {
                arms.add(new PlannedTest.Arm(design.testVariants().get(i).id(), pValue.get(), lift));
            }
        }
        return new PlannedTest(now, arms);
    }

    /** Every metric of the experiment, and for each every test arm compared with control. */
    List<DecisionRecord.Line> scorecard(Recommendation recommendation) {
        return design.metrics()
                .metrics()
                .flatMap(metric -> lines(metric, recommendation))
                .toList();
    }

    private Stream<DecisionRecord.Line> lines(Metric metric, Recommendation recommendation) {
        DecisionRecord.Role role = role(metric);
        List<Comparison> comparisons = compare(metric, comparisonPlan(plan, metric));
        return IntStream.range(0, comparisons.size())
                .mapToObj(i -> new DecisionRecord.Line(
                        metric,
                        role,
                        design.testVariants().get(i).id(),
                        role == DecisionRecord.Role.PRIMARY
                                ? recommendation.arms().get(i).verdict()
                                : null,
                        comparisons.get(i)));
    }

    private DecisionRecord.Role role(Metric metric) {
        if (metric.equals(design.targetMetric())) {
            return DecisionRecord.Role.PRIMARY;
        }
        boolean guards = design.guardrails().stream()
                .anyMatch(guardrail -> guardrail.metric().equals(metric));
        return guards ? DecisionRecord.Role.GUARDRAIL : DecisionRecord.Role.SECONDARY;
    }

    /** Per variant how many users came to it first, and how many the weights of each allocation make expect. */
    List<DecisionRecord.Share> shares() {
        long[] exposed = new long[design.variants().size()];
        double[] expected = new double[exposed.length];
        for (SampleRatio.Split split : splits()) {
            double weights =
                    split.weights().stream().mapToDouble(Double::doubleValue).sum();
            long users = split.observed().stream().mapToLong(Long::longValue).sum();
            for (int i = 0; i < exposed.length; i++) {
                exposed[i] += split.observed().get(i);
                expected[i] += weights > 0 ? users * split.weights().get(i) / weights : 0;
            }
        }
        return IntStream.range(0, exposed.length)
                .mapToObj(i -> new DecisionRecord.Share(design.variants().get(i).id(), exposed[i], expected[i]))
                .toList();
    }

    private List<SampleRatio.Split> splits() {
        List<Variant> variants =
                design.variants().stream().map(ExperimentVariant::definition).toList();
        return experiment.course().epochs().stream()
                .map(epoch -> MetricStatistics.split(epoch, statistics.cells(), variants))
                .toList();
    }

    Validity validity(Instant now) {
        List<SampleRatio.Split> splits = splits();
        double chiSquare = splits.isEmpty() ? 1 : SampleRatio.chiSquarePValue(splits.get(splits.size() - 1));
        long users = statistics.crossovers() + statistics.total().users();
        return new Validity(
                SampleRatio.sequential(splits), chiSquare, statistics.crossovers(), users, behindSeconds(now));
    }

    private @Nullable Long behindSeconds(Instant now) {
        Instant started = experiment.course().startedAt();
        if (experiment.status() != ExperimentStatus.RUNNING || started == null) {
            return null;
        }
        Instant until = statistics.completeUntil();
        Instant since = until == null || until.isBefore(started) ? started : until;
        return Math.max(0, Duration.between(since, now).toSeconds());
    }

    private @Nullable DecidingTest deciding(
            ExperimentVariant arm, Comparison comparison, Optional<PlannedTest> plannedTest) {
        Direction direction = MetricStatistics.direction(design.targetMetric().direction());
        if (decidesOnce()) {
            return plannedTest
                    .flatMap(test -> test.of(arm.id()))
                    .map(found -> new DecidingTest(found.pValue(), direction.improvement(found.absoluteLift())))
                    .orElse(null);
        }
        return DecidingTest.sequential(comparison, direction).orElse(null);
    }

    /** In fixed mode, unless there is no planned end or the experiment was completed before it. */
    private boolean decidesOnce() {
        Instant end = experiment.course().plannedEnd();
        Instant completed = experiment.course().completedAt();
        return plan.mode() == DecisionPlan.Mode.FIXED && end != null && (completed == null || !completed.isBefore(end));
    }

    private boolean plannedEndReached() {
        Instant end = experiment.course().plannedEnd();
        Instant until = statistics.completeUntil();
        return end != null && until != null && !until.isBefore(end);
    }

    /** By the control's observed mean and variance, at power 0.8, with α over the test arms. */
    private @Nullable Long requiredUsers(ExperimentVariant arm) {
        Double effect = plan.minimumDetectableEffect();
        ArmStatistics baseline = total(design.control());
        long testUsers = total(arm).users();
        if (effect == null
                || baseline.estimate().isEmpty()
                || baseline.unitVariance().isEmpty()) {
            return null;
        }
        double difference = effect * Math.abs(baseline.estimate().getAsDouble());
        double variance = baseline.unitVariance().getAsDouble();
        if (!(difference > 0) || !(variance > 0) || testUsers == 0) {
            return null;
        }
        int arms = design.testVariants().size();
        if (plan.mode() == DecisionPlan.Mode.FIXED) {
            double perArm = Power.usersPerArm(variance, variance, difference, plan.alpha() / arms, POWER);
            return perArm < MOST_USERS ? (Long) (long) Math.ceil(2 * perArm) : null;
        }
        double share = (double) baseline.users() / (baseline.users() + testUsers);
        var required = Power.requiredUsersSequentially(
                variance, difference, share, sequentialDesign(plan).sequence(), arms, POWER);
        return required.isPresent() ? (Long) required.getAsLong() : null;
    }

    private ArmStatistics total(ExperimentVariant variant) {
        return MetricStatistics.arm(design.targetMetric(), statistics.total(variant.id()));
    }
}
