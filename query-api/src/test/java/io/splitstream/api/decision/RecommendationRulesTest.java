package io.splitstream.api.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.decision.DecisionReason.Code;
import io.splitstream.api.decision.EvidenceBuilder.Arm;
import io.splitstream.contracts.evidence.GuardrailStanding.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecommendationRulesTest {
    private static final Arm WINNER = new Arm().effect(0.001, 0.01, 0.99);
    private static final Arm LOSER = new Arm().effect(0.001, -0.01, 0.01);

    private static final List<Code> WIN = List.of(
            Code.PRIMARY_BETTER,
            Code.PROBABILITY_BETTER,
            Code.NO_GUARDRAIL_VIOLATION,
            Code.SAMPLE_SIZE,
            Code.OPEN_ENDED_METRIC);

    record Case(String name, EvidenceBuilder evidence, Verdict verdict, Confidence confidence, List<Code> codes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.concat(healthCases(), armCases());
    }

    static Stream<Case> healthCases() {
        return Stream.of(
                new Case(
                        "sample ratio mismatch overrules a win",
                        evidence()
                                .validity(new Validity(0.0009, 0.0001, 0, 10_000, 1L))
                                .arm(WINNER),
                        Verdict.INVESTIGATE,
                        Confidence.HIGH,
                        List.of(Code.SAMPLE_RATIO_MISMATCH)),
                new Case(
                        "ten crossovers over one percent",
                        evidence().validity(new Validity(0.5, 0.5, 10, 999, 1L)).arm(WINNER),
                        Verdict.INVESTIGATE,
                        Confidence.HIGH,
                        List.of(Code.CROSSOVERS)),
                new Case(
                        "nine crossovers are too few to say so",
                        evidence().validity(new Validity(0.5, 0.5, 9, 100, 1L)).arm(new Arm()),
                        Verdict.CONTINUE,
                        Confidence.LOW,
                        List.of(Code.NOT_SIGNIFICANT, Code.SAMPLE_SIZE)),
                new Case(
                        "results over a minute behind",
                        evidence().validity(new Validity(0.5, 0.5, 0, 100, 61L)).arm(WINNER),
                        Verdict.INVESTIGATE,
                        Confidence.HIGH,
                        List.of(Code.RESULTS_BEHIND)),
                new Case(
                        "everything wrong at once is all told",
                        evidence().validity(new Validity(0, 0, 50, 100, 100L)).arm(WINNER),
                        Verdict.INVESTIGATE,
                        Confidence.HIGH,
                        List.of(Code.SAMPLE_RATIO_MISMATCH, Code.CROSSOVERS, Code.RESULTS_BEHIND)));
    }

    static Stream<Case> armCases() {
        return Stream.of(
                new Case(
                        "a crossed threshold with enough units",
                        evidence()
                                .arm(new Arm()
                                        .effect(0.001, 0.01, 0.99)
                                        .guardrails(EvidenceBuilder.threshold(Status.CROSSED, 400))),
                        Verdict.INVESTIGATE,
                        Confidence.HIGH,
                        List.of(Code.GUARDRAIL_CROSSED)),
                new Case(
                        "a crossed threshold with too few units",
                        evidence().arm(new Arm().guardrails(EvidenceBuilder.threshold(Status.CROSSED, 399))),
                        Verdict.CONTINUE,
                        Confidence.LOW,
                        List.of(Code.NOT_SIGNIFICANT, Code.SAMPLE_SIZE)),
                new Case(
                        "significantly worse, firmly",
                        evidence().arm(LOSER),
                        Verdict.STOP,
                        Confidence.HIGH,
                        List.of(Code.PRIMARY_WORSE)),
                new Case(
                        "significantly worse, less firmly",
                        evidence().arm(new Arm().effect(0.02, -0.01, 0.02)),
                        Verdict.STOP,
                        Confidence.MEDIUM,
                        List.of(Code.PRIMARY_WORSE)),
                new Case(
                        "a harmed guardrail overrules a win",
                        evidence()
                                .arm(new Arm()
                                        .effect(0.001, 0.01, 0.99)
                                        .guardrails(EvidenceBuilder.margin(Status.HARMED, 0.03))),
                        Verdict.STOP,
                        Confidence.MEDIUM,
                        List.of(Code.GUARDRAIL_HARMED)),
                new Case(
                        "a guardrail harmed firmly",
                        evidence().arm(new Arm().guardrails(EvidenceBuilder.margin(Status.HARMED, 0.001))),
                        Verdict.STOP,
                        Confidence.HIGH,
                        List.of(Code.GUARDRAIL_HARMED)),
                new Case(
                        "a win",
                        evidence()
                                .arm(new Arm()
                                        .effect(0.001, 0.01, 0.99)
                                        .guardrails(EvidenceBuilder.margin(Status.SAFE, 1.0))),
                        Verdict.LAUNCH,
                        Confidence.MEDIUM,
                        WIN),
                new Case(
                        "a firm win on a windowed metric",
                        evidence()
                                .onAWindowedMetric()
                                .arm(new Arm()
                                        .effect(0.001, 0.01, 0.99)
                                        .guardrails(
                                                EvidenceBuilder.margin(Status.SAFE, 1.0),
                                                EvidenceBuilder.threshold(Status.WITHIN, 500))),
                        Verdict.LAUNCH,
                        Confidence.HIGH,
                        List.of(
                                Code.PRIMARY_BETTER,
                                Code.PROBABILITY_BETTER,
                                Code.NO_GUARDRAIL_VIOLATION,
                                Code.SAMPLE_SIZE)),
                new Case(
                        "a win on a windowed metric, a guardrail not proven safe",
                        evidence()
                                .onAWindowedMetric()
                                .arm(new Arm()
                                        .effect(0.001, 0.01, 0.99)
                                        .guardrails(EvidenceBuilder.margin(Status.INCONCLUSIVE, 0.4))),
                        Verdict.LAUNCH,
                        Confidence.MEDIUM,
                        List.of(
                                Code.PRIMARY_BETTER,
                                Code.PROBABILITY_BETTER,
                                Code.NO_GUARDRAIL_VIOLATION,
                                Code.SAMPLE_SIZE)),
                new Case(
                        "a win after the planned end is still a win",
                        evidence().plannedEndReached().arm(WINNER),
                        Verdict.LAUNCH,
                        Confidence.MEDIUM,
                        WIN),
                new Case(
                        "better, but not probably enough",
                        evidence().arm(new Arm().effect(0.04, 0.01, 0.94)),
                        Verdict.CONTINUE,
                        Confidence.LOW,
                        List.of(Code.PROBABILITY_BETTER, Code.SAMPLE_SIZE)),
                new Case(
                        "p at its limit is not below it",
                        evidence().arm(new Arm().effect(0.05, 0.01, 0.99)),
                        Verdict.CONTINUE,
                        Confidence.LOW,
                        List.of(Code.NOT_SIGNIFICANT, Code.SAMPLE_SIZE)),
                new Case(
                        "a threshold that is kept and a margin that is open hold nothing up",
                        evidence()
                                .arm(new Arm()
                                        .effect(0.001, 0.01, 0.95)
                                        .guardrails(
                                                EvidenceBuilder.threshold(Status.WITHIN, 1_000),
                                                EvidenceBuilder.margin(Status.INCONCLUSIVE, 0.4))),
                        Verdict.LAUNCH,
                        Confidence.MEDIUM,
                        WIN),
                new Case(
                        "worse and a guardrail harmed are both told",
                        evidence()
                                .arm(new Arm()
                                        .effect(0.02, -0.01, 0.02)
                                        .guardrails(EvidenceBuilder.margin(Status.HARMED, 0.001))),
                        Verdict.STOP,
                        Confidence.HIGH,
                        List.of(Code.PRIMARY_WORSE, Code.GUARDRAIL_HARMED)),
                new Case(
                        "the planned end and the required sample without a win",
                        evidence().plannedEndReached().arm(new Arm().requiring(10_000)),
                        Verdict.STOP,
                        Confidence.MEDIUM,
                        List.of(Code.PLANNED_END_REACHED, Code.REQUIRED_SAMPLE_REACHED, Code.NOT_SIGNIFICANT)),
                new Case(
                        "the planned end before the burn-in",
                        evidence().plannedEndReached().arm(new Arm().beforeBurnIn()),
                        Verdict.STOP,
                        Confidence.MEDIUM,
                        List.of(Code.PLANNED_END_REACHED, Code.INSUFFICIENT_DATA)),
                new Case(
                        "fixed mode with its sample together, but not its test made",
                        evidence().fixedMode().arm(new Arm().undecided().requiring(10_000)),
                        Verdict.CONTINUE,
                        Confidence.LOW,
                        List.of(Code.BEFORE_PLANNED_END, Code.SAMPLE_SIZE)),
                new Case(
                        "fixed mode at its planned end with a win before the burn-in",
                        evidence()
                                .fixedMode()
                                .plannedEndReached()
                                .arm(new Arm().effect(0.001, 0.01, 0.99).withoutBurnIn()),
                        Verdict.STOP,
                        Confidence.MEDIUM,
                        List.of(Code.PLANNED_END_REACHED, Code.INSUFFICIENT_DATA)),
                new Case(
                        "fixed mode at its planned end without a test that could be made",
                        evidence().fixedMode().plannedEndReached().arm(new Arm().undecided()),
                        Verdict.STOP,
                        Confidence.MEDIUM,
                        List.of(Code.PLANNED_END_REACHED, Code.INSUFFICIENT_DATA)),
                new Case(
                        "the planned end without a win",
                        evidence().plannedEndReached().arm(new Arm()),
                        Verdict.STOP,
                        Confidence.MEDIUM,
                        List.of(Code.PLANNED_END_REACHED, Code.NOT_SIGNIFICANT)),
                new Case(
                        "the required sample without a win",
                        evidence().arm(new Arm().requiring(10_000)),
                        Verdict.STOP,
                        Confidence.MEDIUM,
                        List.of(Code.REQUIRED_SAMPLE_REACHED, Code.NOT_SIGNIFICANT)),
                new Case(
                        "one user short of the required sample",
                        evidence().arm(new Arm().requiring(10_001)),
                        Verdict.CONTINUE,
                        Confidence.LOW,
                        List.of(Code.NOT_SIGNIFICANT, Code.SAMPLE_SIZE)),
                new Case(
                        "before the burn-in",
                        evidence().arm(new Arm().beforeBurnIn()),
                        Verdict.CONTINUE,
                        Confidence.LOW,
                        List.of(Code.INSUFFICIENT_DATA, Code.SAMPLE_SIZE)),
                new Case(
                        "fixed mode before its planned end",
                        evidence().fixedMode().arm(new Arm().undecided()),
                        Verdict.CONTINUE,
                        Confidence.LOW,
                        List.of(Code.BEFORE_PLANNED_END, Code.SAMPLE_SIZE)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decide_case_isVerdictWithConfidenceAndReasons(Case example) {
        Recommendation recommendation =
                RecommendationRules.decide(example.evidence().build());

        assertThat(recommendation.verdict()).isEqualTo(example.verdict());
        assertThat(recommendation.confidence()).isEqualTo(example.confidence());
        assertThat(recommendation.reasons()).extracting(DecisionReason::code).isEqualTo(example.codes());
        assertThat(recommendation.reasons())
                .allSatisfy(reason -> assertThat(reason.sentence()).isNotBlank());
        assertThat(recommendation.wouldChange()).isNotEmpty();
    }

    @Test
    void cases_allTogether_giveEveryReason() {
        Set<Code> seen = EnumSet.noneOf(Code.class);
        cases().forEach(example -> seen.addAll(example.codes()));

        assertThat(seen).containsExactlyInAnyOrder(Code.values());
    }

    @Test
    void decide_oneArmWinsAndAnotherLoses_isLaunchOfTheWinner() {
        Recommendation recommendation =
                RecommendationRules.decide(evidence().arm(LOSER).arm(WINNER).build());

        assertThat(recommendation.verdict()).isEqualTo(Verdict.LAUNCH);
        assertThat(recommendation.shownArm()).isEqualTo(1);
        assertThat(recommendation.arms())
                .extracting(ArmRecommendation::verdict)
                .containsExactly(Verdict.STOP, Verdict.LAUNCH);
        assertThat(recommendation.reasons())
                .extracting(DecisionReason::variantId)
                .containsOnly("arm2");
    }

    @Test
    void decide_twoArmsWin_showsTheSmallerPValue() {
        Recommendation recommendation = RecommendationRules.decide(
                evidence().arm(new Arm().effect(0.01, 0.02, 0.99)).arm(WINNER).build());

        assertThat(recommendation.shownArm()).isEqualTo(1);
    }

    @Test
    void decide_oneArmLosesAndAnotherIsOpen_isContinueShowingTheBestEstimate() {
        Recommendation recommendation =
                RecommendationRules.decide(evidence().arm(LOSER).arm(new Arm()).build());

        assertThat(recommendation.verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(recommendation.shownArm()).isEqualTo(1);
    }

    @Test
    void decide_oneArmIsCrossedAndAnotherWins_isLaunch() {
        Arm crossed = new Arm().guardrails(EvidenceBuilder.threshold(Status.CROSSED, 1_000));

        assertThat(RecommendationRules.decide(
                                evidence().arm(crossed).arm(WINNER).build())
                        .verdict())
                .isEqualTo(Verdict.LAUNCH);
    }

    @Test
    void decide_theCrossedArmWinsMore_showsTheOneThatCanBeLaunched() {
        Arm crossed =
                new Arm().effect(0.0001, 0.02, 0.999).guardrails(EvidenceBuilder.threshold(Status.CROSSED, 1_000));

        Recommendation recommendation =
                RecommendationRules.decide(evidence().arm(crossed).arm(WINNER).build());

        assertThat(recommendation.verdict()).isEqualTo(Verdict.LAUNCH);
        assertThat(recommendation.shownArm()).isEqualTo(1);
    }

    @Test
    void decide_oneArmIsCrossedAndAnotherLoses_isContinueWithTheReasonsOfBoth() {
        Arm crossed = new Arm().guardrails(EvidenceBuilder.threshold(Status.CROSSED, 1_000));

        Recommendation recommendation =
                RecommendationRules.decide(evidence().arm(crossed).arm(LOSER).build());

        assertThat(recommendation.verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(recommendation.reasons())
                .extracting(DecisionReason::code)
                .containsExactly(Code.GUARDRAIL_CROSSED, Code.PRIMARY_WORSE);
    }

    private static EvidenceBuilder evidence() {
        return new EvidenceBuilder();
    }
}
