package io.splitstream.api.decision;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.api.results.Results;
import io.splitstream.api.results.Segment;
import io.splitstream.contracts.evidence.MetricStatistics;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.ComparisonPlan;
import io.splitstream.statistics.Direction;
import io.splitstream.statistics.SequentialDesign;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases on decisions. Calls block. Safe for use by several threads. */
public final class Decisions {
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private final Results results;
    private final DecisionStore store;
    private final Clock clock;

    public Decisions(Results results, DecisionStore store, Clock clock) {
        this.results = results;
        this.store = store;
        this.clock = clock;
    }

    /** What to do with an experiment. */
    public Appraised recommend(Experiment experiment) {
        return recommend(experiment, results.of(experiment.id()));
    }

    /** How an experiment's guardrails stand. */
    public GuardrailReport guardrails(Experiment experiment) {
        ExperimentStatistics statistics = results.of(experiment.id());
        return new GuardrailReport(new Guardrails(experiment, statistics).worst(), statistics, now());
    }

    /** Analyses an experiment as of now. */
    public Analysis analyze(Experiment experiment, AnalysisRequest request) {
        ExperimentStatistics statistics = results.of(experiment.id());
        Appraised appraised = recommend(experiment, statistics);
        Metric metric = request.metric();
        DecisionPlan own = experiment.design().plan();
        ComparisonPlan plan = Appraisal.comparisonPlan(own, metric)
                .withConfidenceLevel(request.confidenceLevel())
                .withDesign(new SequentialDesign(
                        own.alpha(), own.tuningUsers(), Math.max(own.minimumSample(), request.minimumSample())))
                .withBayesian(request.bayesian());
        List<Comparison> comparisons = new Appraisal(experiment, statistics).compare(metric, plan);
        int shown = metric.equals(experiment.design().targetMetric())
                ? appraised.recommendation().shownArm()
                : best(comparisons, MetricStatistics.direction(metric.direction()));
        return new Analysis(
                experiment,
                request,
                metric,
                statistics,
                comparisons,
                shown,
                appraised.evidence().validity(),
                appraised.recommendation(),
                now());
    }

    /** Keeps an analysis as it was answered. */
    public void keep(Analysis analysis, String json) {
        store.keepAnalysis(analysis.experiment().id(), analysis.analyzedAt(), json);
    }

    /** Kept analyses, newest first, at most 100. */
    public List<String> kept(String experimentId, boolean onlyLatest) {
        return store.analyses(experimentId, onlyLatest ? 1 : DecisionStore.MOST_ANALYSES);
    }

    /**
     * Every test arm compared with control within each segment. Holm's method goes over all of these comparisons: who
     * looks at twenty segments finds one at 5 % by chance.
     */
    public List<SegmentComparison> bySegment(Experiment experiment, Metric metric, List<Segment> segments) {
        ComparisonPlan plan =
                Appraisal.comparisonPlan(experiment.design().plan(), metric).withBayesian(false);
        List<ExperimentVariant> tested = experiment.design().testVariants();
        List<Comparison> comparisons = MetricStatistics.compareWithin(
                metric,
                segments.stream().map(segment -> segment.statistics().cells()).toList(),
                experiment.design().control().id(),
                tested.stream().map(ExperimentVariant::id).toList(),
                plan);
        int arms = tested.size();
        return IntStream.range(0, segments.size())
                .mapToObj(i -> new SegmentComparison(segments.get(i), comparisons.subList(i * arms, (i + 1) * arms)))
                .toList();
    }

    /** Every metric of an experiment as of now. */
    public Scorecard scorecard(Experiment experiment) {
        ExperimentStatistics statistics = results.of(experiment.id());
        Appraisal appraisal = new Appraisal(experiment, statistics);
        Guardrails guardrails = new Guardrails(experiment, statistics);
        List<Scorecard.Line> lines = new ArrayList<>();
        Metric target = experiment.design().targetMetric();
        lines.add(new Scorecard.Line(target, Scorecard.Part.PRIMARY, appraisal.compare(target), List.of()));
        for (Guardrail guardrail : experiment.design().guardrails()) {
            List<GuardrailFinding> standings = experiment.design().testVariants().stream()
                    .map(arm -> guardrails.find(guardrail, arm))
                    .toList();
            lines.add(new Scorecard.Line(
                    guardrail.metric(), Scorecard.Part.GUARDRAIL, appraisal.compare(guardrail.metric()), standings));
        }
        experiment
                .design()
                .metrics()
                .metrics()
                .filter(metric -> lines.stream().noneMatch(line -> line.metric().equals(metric)))
                .map(metric ->
                        new Scorecard.Line(metric, Scorecard.Part.SECONDARY, appraisal.compare(metric), List.of()))
                .toList()
                .forEach(lines::add);
        return new Scorecard(experiment, statistics, lines);
    }

    /** All that is concluded of an experiment now; empty before anything was counted of it. */
    public Optional<DecisionRecord> record(Experiment experiment) {
        ExperimentStatistics statistics = results.of(experiment.id());
        Instant until = statistics.completeUntil();
        if (experiment.course().startedAt() == null || until == null) {
            return Optional.empty();
        }
        Appraised appraised = recommend(experiment, statistics);
        Appraisal appraisal = new Appraisal(experiment, statistics);
        Recommendation recommendation = appraised.recommendation();
        Validity validity = appraised.evidence().validity();
        return Optional.of(new DecisionRecord(
                experiment,
                new DecisionRecord.Figures(
                        statistics.version() == 0 ? experiment.version() : statistics.version(),
                        recommendation.verdict(),
                        recommendation.confidence(),
                        recommendation.reasons().stream()
                                .map(DecisionReason::sentence)
                                .toList(),
                        validity.users(),
                        validity.crossovers(),
                        validity.sampleRatioPValue(),
                        validity.sampleRatioChiSquarePValue(),
                        appraisal.shares(),
                        appraisal.scorecard(recommendation),
                        appraised.evidence().arms().stream()
                                .flatMap(arm -> arm.guardrails().stream())
                                .toList()),
                until,
                now()));
    }

    /** Makes the planned tests that are due: soon after the results reach the planned end, whether anybody asks or not. */
    public void makePlannedTests() {
        for (Experiment experiment : store.awaitingPlannedTest(clock.instant())) {
            try {
                recommend(experiment);
            } catch (UnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("the planned test of experiment {} cannot be made", experiment.id(), e);
            }
        }
    }

    private Appraised recommend(Experiment experiment, ExperimentStatistics statistics) {
        Appraisal appraisal = new Appraisal(experiment, statistics);
        Optional<PlannedTest> test = appraisal.isPlannedTestDue()
                ? Optional.of(store.plannedTest(experiment.id())
                        .orElseGet(() -> store.keepFirst(experiment.id(), appraisal.plannedTest(now()))))
                : Optional.empty();
        Evidence evidence = appraisal.evidence(clock.instant(), test);
        return new Appraised(RecommendationRules.decide(evidence), evidence, statistics);
    }

    private static int best(List<Comparison> comparisons, Direction direction) {
        int best = 0;
        for (int i = 1; i < comparisons.size(); i++) {
            Double one = comparisons.get(i).absoluteLift();
            Double other = comparisons.get(best).absoluteLift();
            if (one != null && (other == null || direction.improvement(one) > direction.improvement(other))) {
                best = i;
            }
        }
        return best;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
