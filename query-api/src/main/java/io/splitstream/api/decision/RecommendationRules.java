package io.splitstream.api.decision;

import io.splitstream.api.decision.DecisionReason.Code;
import io.splitstream.contracts.evidence.MetricStatistics;
import io.splitstream.statistics.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * From the test arms' recommendations and the experiment's health to one for the experiment. Pure.
 *
 * <p>Investigate if health fails or every arm says so; launch if any arm does; stop if every arm does; else continue.
 */
public final class RecommendationRules {
    private RecommendationRules() {}

    /** What the evidence says. */
    public static Recommendation decide(Evidence evidence) {
        List<ArmRecommendation> arms = evidence.arms().stream()
                .map(arm -> new ArmRules(evidence, arm).decide())
                .toList();
        int shown = shownArm(evidence, arms);
        List<DecisionReason> health = health(evidence.validity());
        if (!health.isEmpty()) {
            return new Recommendation(
                    Verdict.INVESTIGATE,
                    Confidence.HIGH,
                    health,
                    List.of("The cause is found and removed; figures counted under it stay doubtful."),
                    shown,
                    arms);
        }
        if (all(arms, Verdict.INVESTIGATE)) {
            return of(Verdict.INVESTIGATE, arms, shown);
        }
        if (any(arms, Verdict.LAUNCH)) {
            return of(Verdict.LAUNCH, arms, shown);
        }
        return of(all(arms, Verdict.STOP) ? Verdict.STOP : Verdict.CONTINUE, arms, shown);
    }

    /** Reasons of the arms that say the same; where none does, of all arms. */
    private static Recommendation of(Verdict verdict, List<ArmRecommendation> arms, int shown) {
        List<ArmRecommendation> agreeing =
                arms.stream().filter(arm -> arm.verdict() == verdict).toList();
        List<ArmRecommendation> speaking = agreeing.isEmpty() ? arms : agreeing;
        Confidence confidence = speaking.stream()
                .filter(arm -> arm.verdict() == verdict)
                .map(ArmRecommendation::confidence)
                .min(Confidence::compareTo)
                .orElse(Confidence.LOW);
        return new Recommendation(
                verdict,
                confidence,
                speaking.stream().flatMap(arm -> arm.reasons().stream()).toList(),
                speaking.stream()
                        .flatMap(arm -> arm.wouldChange().stream())
                        .distinct()
                        .toList(),
                shown,
                arms);
    }

    private static List<DecisionReason> health(Validity validity) {
        List<DecisionReason> reasons = new ArrayList<>();
        if (validity.sampleRatioMismatch()) {
            reasons.add(new DecisionReason(
                    Code.SAMPLE_RATIO_MISMATCH,
                    null,
                    String.format(
                            Locale.ROOT,
                            "Users do not split as the allocation says (sequential p=%.3g, limit %s)",
                            validity.sampleRatioPValue(),
                            Validity.SAMPLE_RATIO_LEVEL),
                    Map.of("p_value", validity.sampleRatioPValue(), "limit", Validity.SAMPLE_RATIO_LEVEL)));
        }
        if (validity.tooManyCrossovers()) {
            reasons.add(new DecisionReason(
                    Code.CROSSOVERS,
                    null,
                    String.format(
                            Locale.ROOT,
                            "%d users (%.1f%%) were seen in several variants",
                            validity.crossovers(),
                            100 * validity.crossoverShare()),
                    Map.of("crossovers", validity.crossovers(), "share", validity.crossoverShare())));
        }
        Long behind = validity.behindSeconds();
        if (behind != null && validity.behind()) {
            reasons.add(new DecisionReason(
                    Code.RESULTS_BEHIND,
                    null,
                    "Results are " + behind + " s behind while the experiment runs",
                    Map.of("seconds", behind, "limit", Validity.MOST_SECONDS_BEHIND)));
        }
        return reasons;
    }

    private static int shownArm(Evidence evidence, List<ArmRecommendation> recommendations) {
        List<ArmEvidence> arms = evidence.arms();
        OptionalInt launchable = IntStream.range(0, arms.size())
                .filter(i -> recommendations.get(i).verdict() == Verdict.LAUNCH)
                .boxed()
                .min((one, other) -> Double.compare(pValue(arms.get(one)), pValue(arms.get(other))))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
        if (launchable.isPresent()) {
            return launchable.getAsInt();
        }
        Direction direction = MetricStatistics.direction(evidence.metric().direction());
        return IntStream.range(0, arms.size())
                .boxed()
                .max((one, other) ->
                        Double.compare(improvement(arms.get(one), direction), improvement(arms.get(other), direction)))
                .orElse(0);
    }

    private static double pValue(ArmEvidence arm) {
        return arm.deciding() == null ? 1 : arm.deciding().pValue();
    }

    private static double improvement(ArmEvidence arm, Direction direction) {
        Double lift = arm.comparison().absoluteLift();
        return lift == null ? Double.NEGATIVE_INFINITY : direction.improvement(lift);
    }

    private static boolean all(List<ArmRecommendation> arms, Verdict verdict) {
        return arms.stream().allMatch(is(verdict));
    }

    private static boolean any(List<ArmRecommendation> arms, Verdict verdict) {
        return arms.stream().anyMatch(is(verdict));
    }

    private static Predicate<ArmRecommendation> is(Verdict verdict) {
        return arm -> arm.verdict() == verdict;
    }
}
