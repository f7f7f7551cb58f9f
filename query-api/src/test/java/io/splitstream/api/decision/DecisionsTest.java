package io.splitstream.api.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.experiment.SampleExperiments;
import io.splitstream.api.results.FakeResultSource;
import io.splitstream.api.results.Results;
import io.splitstream.api.results.Segment;
import io.splitstream.contracts.evidence.GuardrailStanding.Status;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final Instant NOW = SampleExperiments.START.plus(Duration.ofDays(3));
    private static final AnalysisRequest EVERYTHING =
            new AnalysisRequest(Metric.CONVERSION_RATE, true, true, 0.95, 100);

    private final FakeResultSource source = new FakeResultSource();
    private final InMemoryDecisions store = new InMemoryDecisions();

    @Test
    void bySegment_adjustsOverTheArmsOfAllSegments() {
        List<Segment> segments =
                List.of(segment("mobile", 300, 340), segment("desktop", 300, 302), segment("tablet", 300, 299));

        List<SegmentComparison> compared =
                decisions(NOW).bySegment(SampleExperiments.running(), Metric.USER_CONVERSION_RATE, segments);

        assertThat(compared).extracting(SegmentComparison::segment).isEqualTo(segments);
        Comparison.FixedHorizon mobile =
                compared.get(0).comparisons().get(0).fixedHorizon().value().orElseThrow();
        Comparison.FixedHorizon desktop =
                compared.get(1).comparisons().get(0).fixedHorizon().value().orElseThrow();
        assertThat(mobile.adjustedPValue()).isCloseTo(3 * mobile.pValue(), Offset.offset(1e-12));
        assertThat(desktop.adjustedPValue()).isEqualTo(1);
        assertThat(compared.get(2).comparisons().get(0).sequential().value()).isPresent();
    }

    @Test
    void bySegment_ofAQuantile_hasBoundsAndNoSequence() {
        Metric p50 = new CustomMetric(
                        "p50",
                        "purchase",
                        CustomMetric.Aggregation.QUANTILE,
                        0.5,
                        CustomMetric.USERS,
                        Metric.Direction.UP,
                        null,
                        null)
                .metric();

        List<SegmentComparison> compared =
                decisions(NOW).bySegment(SampleExperiments.running(), p50, List.of(segment("mobile", 300, 340)));

        Comparison comparison = compared.get(0).comparisons().get(0);
        assertThat(comparison.sequential().reason()).contains(Reason.NO_CONFIDENCE_SEQUENCE);
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.NO_USERS);
    }

    @Test
    void analyze_minimumSampleBelowTheExperimentsOwn_doesNotUndercutIt() {
        DecisionPlan plan = new DecisionPlan(DecisionPlan.Mode.SEQUENTIAL, 0.05, 6_000, null, 5_000);
        Experiment experiment = SampleExperiments.running(plan, List.of(), 1);
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 700)
                .completeUntil(NOW));

        Comparison comparison =
                decisions(NOW).analyze(experiment, EVERYTHING).comparisons().get(0);

        assertThat(comparison.sequential().reason()).contains(Reason.BELOW_MINIMUM_SAMPLE);
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.BELOW_MINIMUM_SAMPLE);
    }

    @Test
    void recommend_epochBeforeItsBurnIn_decidesNothing() {
        // A ramp of 1 %: nobody of the few in the test arm has converted, which is no loss of 2 %.
        source.statistics(new SampleStatistics()
                .converting("a", 0, 9_900, 198)
                .converting("b", 0, 100, 0)
                .converting("a", 1, 5_000, 100)
                .converting("b", 1, 5_000, 102)
                .completeUntil(NOW));

        ArmEvidence arm = decisions(NOW)
                .recommend(SampleExperiments.running())
                .evidence()
                .arms()
                .get(0);

        ArmEvidence.DecidingTest deciding = Objects.requireNonNull(arm.deciding());
        assertThat(deciding.pValue()).isGreaterThan(0.05);
        assertThat(deciding.improvement()).isPositive();
    }

    @Test
    void bySegment_withoutUsers_saysNothing() {
        List<Segment> empty = List.of(new Segment(Segment.Kind.NONE, null, new SampleStatistics().completeUntil(NOW)));

        SegmentComparison compared = decisions(NOW)
                .bySegment(SampleExperiments.running(), Metric.CONVERSION_RATE, empty)
                .get(0);

        assertThat(compared.comparisons().get(0).fixedHorizon().reason()).contains(Reason.NO_USERS);
        assertThat(decisions(NOW).bySegment(SampleExperiments.running(), Metric.CONVERSION_RATE, List.of()))
                .isEmpty();
    }

    private static Segment segment(String value, int converting, int convertingOfTest) {
        return new Segment(
                Segment.Kind.VALUE,
                value,
                new SampleStatistics()
                        .converting("a", 2_000, converting)
                        .converting("b", 2_000, convertingOfTest)
                        .completeUntil(NOW));
    }

    @Test
    void recommend_clearWinner_isLaunch() {
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 700)
                .completeUntil(NOW));

        Appraised appraised = decisions(NOW).recommend(SampleExperiments.running());

        assertThat(appraised.recommendation().verdict()).isEqualTo(Verdict.LAUNCH);
    }

    @Test
    void recommend_noUsers_isContinueForWantOfData() {
        Appraised appraised = decisions(SampleExperiments.START).recommend(SampleExperiments.running());

        assertThat(appraised.recommendation().verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(appraised.recommendation().reasons())
                .extracting(DecisionReason::code)
                .contains(DecisionReason.Code.INSUFFICIENT_DATA);
    }

    @Test
    void recommend_resultsBehindARunningExperiment_isInvestigate() {
        source.statistics(new SampleStatistics()
                .converting("a", 500, 40)
                .converting("b", 500, 40)
                .completeUntil(NOW.minusSeconds(61)));

        assertThat(decisions(NOW)
                        .recommend(SampleExperiments.running())
                        .recommendation()
                        .verdict())
                .isEqualTo(Verdict.INVESTIGATE);
        Experiment completed = SampleExperiments.completedAt(SampleExperiments.running(), NOW.minusSeconds(61));
        assertThat(decisions(NOW).recommend(completed).recommendation().verdict())
                .isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void recommend_unevenSplit_isInvestigate() {
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 4_000, 320)
                .completeUntil(NOW));

        Appraised appraised = decisions(NOW).recommend(SampleExperiments.running());

        assertThat(appraised.evidence().validity().sampleRatioMismatch()).isTrue();
        assertThat(appraised.recommendation().verdict()).isEqualTo(Verdict.INVESTIGATE);
    }

    @Test
    void recommend_fixedMode_decidesOnceAtThePlannedEndAndNeverAgain() {
        DecisionPlan fixed = new DecisionPlan(DecisionPlan.Mode.FIXED, 0.05, 100, null, 5_000);
        Experiment experiment = SampleExperiments.endingAt(
                SampleExperiments.running(fixed, List.of(), 1), SampleExperiments.START.plus(Duration.ofDays(2)));
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 700)
                .completeUntil(SampleExperiments.START.plus(Duration.ofDays(1))));
        Instant before = SampleExperiments.START.plus(Duration.ofDays(1));
        assertThat(decisions(before).recommend(experiment).recommendation().reasons())
                .extracting(DecisionReason::code)
                .contains(DecisionReason.Code.BEFORE_PLANNED_END);

        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 700)
                .completeUntil(NOW));
        assertThat(decisions(NOW).recommend(experiment).recommendation().verdict())
                .isEqualTo(Verdict.LAUNCH);

        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 400)
                .completeUntil(NOW.plusSeconds(1)));
        Evidence later = decisions(NOW.plusSeconds(1)).recommend(experiment).evidence();
        assertThat(later.arms().get(0).deciding()).isNotNull();
        assertThat(store.plannedTest("exp_1"))
                .hasValueSatisfying(test -> assertThat(later.arms().get(0).deciding())
                        .extracting("pValue")
                        .isEqualTo(test.arms().get(0).pValue()));
    }

    @Test
    void makePlannedTests_resultsAtThePlannedEnd_makesTheTestWithoutBeingAsked() {
        DecisionPlan fixed = new DecisionPlan(DecisionPlan.Mode.FIXED, 0.05, 100, null, 5_000);
        store.awaiting(SampleExperiments.endingAt(SampleExperiments.running(fixed, List.of(), 1), NOW.minusSeconds(5)));
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 700)
                .completeUntil(NOW.minusSeconds(6)));
        decisions(NOW).makePlannedTests();
        assertThat(store.plannedTest("exp_1")).isEmpty();

        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 700)
                .completeUntil(NOW.minusSeconds(5)));
        decisions(NOW).makePlannedTests();

        assertThat(store.plannedTest("exp_1")).isPresent();
    }

    @Test
    void makePlannedTests_oneThatCannotBeMade_leavesTheOthersToBeMade() {
        DecisionPlan fixed = new DecisionPlan(DecisionPlan.Mode.FIXED, 0.05, 100, null, 5_000);
        Experiment due =
                SampleExperiments.endingAt(SampleExperiments.running(fixed, List.of(), 1), NOW.minusSeconds(5));
        store.awaiting(SampleExperiments.withoutControl("exp_0", due));
        store.awaiting(due);
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 700)
                .completeUntil(NOW));

        decisions(NOW).makePlannedTests();

        assertThat(store.plannedTest("exp_0")).isEmpty();
        assertThat(store.plannedTest("exp_1")).isPresent();
    }

    @Test
    void recommend_fixedModeCompletedEarly_isDecidedByTheSequence() {
        DecisionPlan fixed = new DecisionPlan(DecisionPlan.Mode.FIXED, 0.05, 100, null, 5_000);
        Experiment experiment = SampleExperiments.completedAt(
                SampleExperiments.endingAt(
                        SampleExperiments.running(fixed, List.of(), 1), NOW.plus(Duration.ofDays(1))),
                NOW);
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 700)
                .completeUntil(NOW));

        assertThat(decisions(NOW).recommend(experiment).recommendation().verdict())
                .isEqualTo(Verdict.LAUNCH);
    }

    @Test
    void recommend_requiredSampleReached_isStop() {
        DecisionPlan plan = new DecisionPlan(DecisionPlan.Mode.SEQUENTIAL, 0.05, 100, 2.0, 5_000);
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, 405)
                .completeUntil(NOW));

        Appraised appraised = decisions(NOW).recommend(SampleExperiments.running(plan, List.of(), 1));

        assertThat(appraised.recommendation().reasons())
                .extracting(DecisionReason::code)
                .contains(DecisionReason.Code.REQUIRED_SAMPLE_REACHED);
    }

    @Test
    void guardrails_thresholdsAndMargins_showTheWorstArm() {
        List<Guardrail> guardrails = List.of(
                new Guardrail(Metric.CONVERSION_RATE, 0.03, Metric.Direction.UP, 0.05),
                Guardrail.of(Metric.CONVERSION_RATE),
                Guardrail.of(Metric.AVG_RATING));
        source.statistics(new SampleStatistics()
                .converting("a", 9_000, 1_800)
                .converting("b", 9_000, 1_800)
                .converting("c", 9_000, 300)
                .completeUntil(NOW));

        GuardrailReport report =
                decisions(NOW).guardrails(SampleExperiments.running(DecisionPlan.USUAL, guardrails, 2));

        assertThat(report.findings()).extracting(GuardrailFinding::variantId).startsWith("c", "c");
        assertThat(report.findings())
                .extracting(GuardrailFinding::status)
                .containsExactly(Status.CROSSED, Status.HARMED, Status.SAFE);
        assertThat(report.findings()).extracting(GuardrailFinding::isViolated).containsExactly(true, true, false);
    }

    @Test
    void guardrails_withoutUsers_areNotViolated() {
        List<Guardrail> guardrails = List.of(
                new Guardrail(Metric.BOUNCE_RATE, 0.3, Metric.Direction.DOWN, 0.05), Guardrail.of(Metric.AVG_RATING));

        GuardrailReport report =
                decisions(NOW).guardrails(SampleExperiments.running(DecisionPlan.USUAL, guardrails, 1));

        assertThat(report.findings())
                .extracting(GuardrailFinding::status)
                .containsExactly(Status.WITHIN, Status.INCONCLUSIVE);
    }

    @Test
    void analyze_recommendationAndShownArm_equalTheRecommendations() {
        source.statistics(new SampleStatistics()
                .converting("a", 3_000, 400)
                .converting("b", 3_000, 300)
                .converting("c", 3_000, 700)
                .completeUntil(NOW));
        Experiment experiment = SampleExperiments.running(DecisionPlan.USUAL, List.of(), 2);

        Analysis analysis = decisions(NOW).analyze(experiment, EVERYTHING);

        Recommendation recommendation = decisions(NOW).recommend(experiment).recommendation();
        assertThat(analysis.recommendation()).isEqualTo(recommendation);
        assertThat(analysis.shownArm()).isEqualTo(1);
        assertThat(analysis.comparisons()).hasSize(2);
    }

    @Test
    void analyze_belowTheMinimumSample_saysNothingAndWhy() {
        source.statistics(new SampleStatistics()
                .converting("a", 3_000, 400)
                .converting("b", 3_000, 300)
                .completeUntil(NOW));
        AnalysisRequest demanding = new AnalysisRequest(Metric.AVG_RATING, true, true, 0.9, 3_001);

        Comparison comparison = decisions(NOW)
                .analyze(SampleExperiments.running(), demanding)
                .comparisons()
                .get(0);

        assertThat(comparison.fixedHorizon().reason()).isPresent();
        assertThat(comparison.bayesian().value()).isEmpty();
        assertThat(comparison.control().users()).isEqualTo(3_000);
    }

    private Decisions decisions(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Decisions(new Results(source, clock), store, clock);
    }
}
