package io.splitstream.api.decision;

import io.splitstream.api.decision.ArmEvidence.DecidingTest;
import io.splitstream.api.decision.DecisionReason.Code;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.contracts.evidence.GuardrailStanding;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one test arm, the first that matches deciding: investigate a crossed guardrail threshold; stop what is
 * worse, harms a guardrail, or is over without a win; launch what is better; else continue. Pure.
 */
final class ArmRules {
    private static final double LAUNCH_PROBABILITY = 0.95;
    private static final double FIRM_P_VALUE = 0.01;

    private final Evidence evidence;
    private final ArmEvidence arm;
    private final String metric;

    ArmRules(Evidence evidence, ArmEvidence arm) {
        this.evidence = evidence;
        this.arm = arm;
        this.metric = evidence.metric().metricName();
    }

    ArmRecommendation decide() {
        List<DecisionReason> crossed = arm.guardrails().stream()
                .filter(finding -> finding.standing().isCrossedForSure())
                .map(this::crossed)
                .toList();
        if (!crossed.isEmpty()) {
            return of(
                    Verdict.INVESTIGATE,
                    Confidence.HIGH,
                    crossed,
                    List.of("The guardrail's value returns to the good side of its threshold, or the threshold is found"
                            + " to be wrong."));
        }
        List<DecisionReason> harm = harm();
        if (!harm.isEmpty()) {
            return of(
                    Verdict.STOP,
                    isFirm() ? Confidence.HIGH : Confidence.MEDIUM,
                    harm,
                    List.of("More data that no longer show the harm: its interval would have to include zero again."));
        }
        if (isLaunchable()) {
            return launch();
        }
        List<DecisionReason> over = over();
        if (!over.isEmpty()) {
            over.add(undecided());
            return of(
                    Verdict.STOP,
                    Confidence.MEDIUM,
                    over,
                    List.of("Another experiment with a larger sample, or a larger effect to look for."));
        }
        return proceed();
    }

    private boolean isLaunchable() {
        return isBetter()
                && arm.comparison().sequential().value().isPresent()
                && probabilityBetter().orElse(0.0) >= LAUNCH_PROBABILITY
                && arm.guardrails().stream()
                        .noneMatch(guardrail -> guardrail.status() == GuardrailStanding.Status.HARMED);
    }

    private boolean isBetter() {
        DecidingTest test = arm.deciding();
        return test != null && test.pValue() < evidence.plan().alpha() && test.improvement() > 0;
    }

    private boolean isWorse() {
        DecidingTest test = arm.deciding();
        return test != null && test.pValue() < evidence.plan().alpha() && test.improvement() < 0;
    }

    private List<DecisionReason> harm() {
        List<DecisionReason> reasons = new ArrayList<>();
        if (isWorse()) {
            reasons.add(effect(Code.PRIMARY_WORSE, "is significantly worse on " + metric));
        }
        arm.guardrails().stream()
                .filter(guardrail -> guardrail.status() == GuardrailStanding.Status.HARMED)
                .map(this::harmed)
                .forEach(reasons::add);
        return reasons;
    }

    private boolean isFirm() {
        DecidingTest test = arm.deciding();
        return (isWorse() && test != null && test.pValue() < FIRM_P_VALUE)
                || arm.guardrails().stream()
                        .filter(guardrail -> guardrail.status() == GuardrailStanding.Status.HARMED)
                        .map(guardrail -> guardrail.standing().pValue())
                        .anyMatch(pValue -> pValue != null && pValue < FIRM_P_VALUE);
    }

    /** Whether no doubt remains: of the effect, of the guardrails, or of users whose time is not over. */
    private boolean isFirmLaunch() {
        DecidingTest test = arm.deciding();
        return !evidence.metric().isOpenEnded()
                && test != null
                && test.pValue() < FIRM_P_VALUE
                && arm.guardrails().stream().allMatch(GuardrailFinding::isKept);
    }

    private ArmRecommendation launch() {
        double probability = probabilityBetter().orElseThrow();
        List<DecisionReason> reasons = new ArrayList<>();
        reasons.add(effect(Code.PRIMARY_BETTER, "is significantly better on " + metric));
        reasons.add(reason(
                Code.PROBABILITY_BETTER,
                "Bayesian probability of improvement: " + percent(probability),
                Map.of("probability_better", probability)));
        reasons.add(reason(
                Code.NO_GUARDRAIL_VIOLATION,
                "No guardrail is proven harmed",
                Map.of("guardrails", arm.guardrails().size())));
        reasons.add(sampleSize());
        if (evidence.metric().isOpenEnded()) {
            reasons.add(reason(
                    Code.OPEN_ENDED_METRIC,
                    metric
                            + " has no matured window: users seen last have had less time, so confidence is medium at"
                            + " most",
                    Map.of("metric", metric)));
        }
        return of(
                Verdict.LAUNCH,
                isFirmLaunch() ? Confidence.HIGH : Confidence.MEDIUM,
                reasons,
                List.of(
                        "A guardrail proven harmed.",
                        "More data under which " + metric + " is no longer significantly better."));
    }

    private List<DecisionReason> over() {
        List<DecisionReason> reasons = new ArrayList<>();
        if (evidence.plannedEndReached()) {
            reasons.add(reason(Code.PLANNED_END_REACHED, "The planned end has been reached without a win", Map.of()));
        }
        Long required = arm.requiredUsers();
        if (required != null && arm.users() >= required && !awaitsPlannedTest()) {
            reasons.add(reason(
                    Code.REQUIRED_SAMPLE_REACHED,
                    "The sample required for the smallest effect of interest has been reached without a win (n="
                            + arm.users() + ", required " + required + ")",
                    Map.of("users", arm.users(), "required_users", required)));
        }
        return reasons;
    }

    /** In fixed mode nothing is said of the effect before its one test, however many users there are. */
    private boolean awaitsPlannedTest() {
        return evidence.plan().mode() == DecisionPlan.Mode.FIXED
                && arm.deciding() == null
                && !evidence.plannedEndReached();
    }

    private ArmRecommendation proceed() {
        List<DecisionReason> reasons = new ArrayList<>();
        reasons.add(undecided());
        reasons.add(sampleSize());
        return of(Verdict.CONTINUE, Confidence.LOW, reasons, wouldChange());
    }

    private List<String> wouldChange() {
        List<String> change = new ArrayList<>();
        Long required = arm.requiredUsers();
        if (awaitsPlannedTest()) {
            change.add("The test at the planned end: significantly better leads to LAUNCH, all else to STOP.");
        } else if (isBetter()) {
            change.add("The probability of being better reaches " + percent(LAUNCH_PROBABILITY) + ": LAUNCH.");
        } else {
            change.add("The adjusted p-value of " + metric + " falls below "
                    + figure(evidence.plan().alpha()) + ": better leads to LAUNCH, worse to STOP.");
        }
        if (required != null && !awaitsPlannedTest()) {
            change.add("The required sample of " + required + " users is reached without a win: STOP.");
        }
        change.add("A guardrail is proven harmed: STOP.");
        return change;
    }

    /** Why the primary metric does not decide. */
    private DecisionReason undecided() {
        DecidingTest test = arm.deciding();
        Optional<Reason> withheld = arm.comparison().sequential().reason();
        if (withheld.isPresent()) {
            return reason(
                    Code.INSUFFICIENT_DATA,
                    "Nothing can be said of " + metric + " yet: " + words(withheld.get()),
                    Map.of("reason", withheld.get().name()));
        }
        if (test == null && evidence.plannedEndReached()) {
            return reason(
                    Code.INSUFFICIENT_DATA,
                    "The test at the planned end could not be made: too few data of " + metric,
                    Map.of("reason", Reason.INSUFFICIENT_DATA.name()));
        }
        if (test == null) {
            return reason(
                    Code.BEFORE_PLANNED_END,
                    "The experiment is decided by one test at its planned end, which is not there yet",
                    Map.of("mode", DecisionPlan.Mode.FIXED.name().toLowerCase(Locale.ROOT)));
        }
        if (isBetter()) {
            double probability = probabilityBetter().orElse(0.0);
            return reason(
                    Code.PROBABILITY_BETTER,
                    arm.variantName() + " is significantly better on " + metric
                            + ", but its probability of being better is " + percent(probability) + ", below "
                            + percent(LAUNCH_PROBABILITY),
                    Map.of("probability_better", probability, "limit", LAUNCH_PROBABILITY));
        }
        return effect(Code.NOT_SIGNIFICANT, "does not differ significantly on " + metric);
    }

    private DecisionReason effect(Code code, String what) {
        DecidingTest test = arm.deciding();
        Map<String, Object> figures = new LinkedHashMap<>();
        StringBuilder sentence =
                new StringBuilder(arm.variantName()).append(' ').append(what);
        Double lift = arm.comparison().relativeLift();
        if (lift != null) {
            sentence.append(": ").append(percent(lift)).append(" relative lift");
            figures.put("relative_lift", lift);
        }
        Double absolute = arm.comparison().absoluteLift();
        if (absolute != null) {
            figures.put("absolute_lift", absolute);
        }
        if (test != null) {
            sentence.append(" (p=").append(figure(test.pValue())).append(')');
            figures.put("p_value", test.pValue());
            figures.put("alpha", evidence.plan().alpha());
        }
        return reason(code, sentence.toString(), figures);
    }

    private DecisionReason sampleSize() {
        long control = arm.comparison().control().users();
        long test = arm.comparison().test().users();
        return reason(
                Code.SAMPLE_SIZE,
                "Sample collected: n=" + (control + test),
                Map.of("users", control + test, "control_users", control, "test_users", test));
    }

    private DecisionReason crossed(GuardrailFinding finding) {
        return reason(
                Code.GUARDRAIL_CROSSED,
                "Guardrail " + finding.guardrail().metric().metricName() + " of " + arm.variantName() + " is at "
                        + figure(finding.standing().testValue()) + ", beyond its threshold "
                        + figure(finding.standing().threshold()),
                figures(finding));
    }

    private DecisionReason harmed(GuardrailFinding finding) {
        return reason(
                Code.GUARDRAIL_HARMED,
                "Guardrail " + finding.guardrail().metric().metricName() + " of " + arm.variantName()
                        + " is proven harmed: " + figure(finding.standing().testValue()) + " against "
                        + figure(finding.standing().controlValue()) + " in control (p="
                        + figure(finding.standing().pValue()) + ")",
                figures(finding));
    }

    private static Map<String, Object> figures(GuardrailFinding finding) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("metric_name", finding.guardrail().metric().metricName());
        putKnown(figures, "threshold", finding.standing().threshold());
        putKnown(figures, "control_value", finding.standing().controlValue());
        putKnown(figures, "test_value", finding.standing().testValue());
        putKnown(figures, "p_value", finding.standing().pValue());
        figures.put("units", finding.standing().denominatorUnits());
        return figures;
    }

    private static void putKnown(Map<String, Object> figures, String name, @Nullable Double value) {
        if (value != null) {
            figures.put(name, value);
        }
    }

    private Optional<Double> probabilityBetter() {
        return arm.comparison().bayesian().value().map(Comparison.Bayesian::probabilityBetter);
    }

    private DecisionReason reason(Code code, String sentence, Map<String, Object> figures) {
        return new DecisionReason(code, arm.variantId(), sentence, figures);
    }

    private ArmRecommendation of(
            Verdict verdict, Confidence confidence, List<DecisionReason> reasons, List<String> wouldChange) {
        return new ArmRecommendation(arm.variantId(), arm.variantName(), verdict, confidence, reasons, wouldChange);
    }

    private static String words(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * value);
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "unknown" : String.format(Locale.ROOT, "%.4g", value);
    }
}
