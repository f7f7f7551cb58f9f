package io.splitstream.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** For each kind of reference case: how the engine computes its figures from the case's input. */
final class GoldenKinds {
    private static final double ALPHA = 0.05;
    private static final double TUNING_USERS = 5_000;

    private GoldenKinds() {}

    static Map<String, Function<JsonNode, Map<String, @Nullable Object>>> all() {
        Map<String, Function<JsonNode, Map<String, @Nullable Object>>> kinds = new LinkedHashMap<>();
        kinds.put("two_proportion_z", GoldenKinds::twoProportionZ);
        for (String kind : List.of("welch_absolute", "welch_relative", "welch_one_sided", "ratio_delta", "edge")) {
            kinds.put(kind, GoldenKinds::welch);
        }
        kinds.put("relative_diff", GoldenKinds::relativeDifference);
        kinds.put("covariance", GoldenKinds::covariance);
        kinds.put("ratio_variance", GoldenKinds::ratioVariance);
        kinds.put("delta_variance", GoldenKinds::deltaVariance);
        kinds.put("cuped_adjust_group", GoldenKinds::cupedGroup);
        kinds.put("cuped_theta", GoldenKinds::cuped);
        kinds.put("cuped", GoldenKinds::cuped);
        kinds.put("cuped_relative_posthog", in -> cupedContrast(in, true, true));
        kinds.put("cuped_relative", in -> cupedContrast(in, true, false));
        kinds.put("cuped_absolute", in -> cupedContrast(in, false, false));
        kinds.put("cuped_adjusted_sd", GoldenKinds::cupedDeviation);
        kinds.put("asymptotic_confidence_sequence", GoldenKinds::confidenceSequence);
        kinds.put("asymptotic_confidence_sequence_one_sided", GoldenKinds::oneSidedSequence);
        kinds.put("eppo_confidence_sequence", GoldenKinds::eppoSequence);
        kinds.put("normal_mixture_boundary", GoldenKinds::normalMixture);
        kinds.put("msprt_normal", GoldenKinds::mixtureSprt);
        kinds.put("srm_chi_square", GoldenKinds::chiSquare);
        kinds.put("srm_binomial_z", GoldenKinds::binomialZ);
        kinds.put("srm_binomial_exact", GoldenKinds::binomialExact);
        kinds.put("srm_sequential", GoldenKinds::sequentialRatio);
        kinds.put("holm", in -> Map.of("adjusted", MultipleTesting.holm(numbers(in.get("p_values")))));
        kinds.put(
                "benjamini_hochberg",
                in -> Map.of("adjusted", MultipleTesting.benjaminiHochberg(numbers(in.get("p_values")))));
        kinds.put("bonferroni", in -> Map.of("adjusted", MultipleTesting.bonferroni(numbers(in.get("p_values")))));
        kinds.putAll(GoldenBayesKinds.all());
        kinds.putAll(GoldenPowerKinds.all());
        kinds.put("non_inferiority", GoldenKinds::nonInferiority);
        return kinds;
    }

    static double number(JsonNode in, String name, double otherwise) {
        return in.hasNonNull(name) ? in.get(name).doubleValue() : otherwise;
    }

    static double number(JsonNode in, String name) {
        return in.required(name).doubleValue();
    }

    static boolean flag(JsonNode in, String name) {
        return in.hasNonNull(name) && in.get(name).booleanValue();
    }

    static Alternative alternative(JsonNode in) {
        String name = in.hasNonNull("alternative") ? in.get("alternative").textValue() : "two-sided";
        return switch (name) {
            case "greater", "larger" -> Alternative.GREATER;
            case "less", "smaller" -> Alternative.LESS;
            default -> Alternative.TWO_SIDED;
        };
    }

    static List<Double> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::doubleValue)
                .toList();
    }

    private static BigDecimal decimal(JsonNode in, String name) {
        return new BigDecimal(in.required(name).asText());
    }

    static ArmStatistics arm(JsonNode in) {
        long users = in.has("trials")
                ? in.get("trials").longValue()
                : in.required("n").longValue();
        String byFields = in.has("num_sum") ? "ratio" : in.has("sum_squares") ? "mean" : "proportion";
        return switch (in.path("type").asText(byFields)) {
            case "proportion" ->
                ArmStatistics.share(
                        users, Math.round(in.has("successes") ? number(in, "successes") : number(in, "sum")));
            case "ratio" ->
                ArmStatistics.ratio(
                        users,
                        new Moments(
                                decimal(in, "num_sum"),
                                decimal(in, "den_sum"),
                                decimal(in, "num_sum_squares"),
                                decimal(in, "den_sum_squares"),
                                decimal(in, "sum_products")));
            default -> ArmStatistics.mean(users, Moments.of(decimal(in, "sum"), decimal(in, "sum_squares")));
        };
    }

    private static ArmStatistics withCovariate(JsonNode in) {
        return ArmStatistics.mean(
                in.required("n").longValue(),
                new Moments(
                        decimal(in, "post_sum"),
                        decimal(in, "pre_sum"),
                        decimal(in, "post_sum_squares"),
                        decimal(in, "pre_sum_squares"),
                        decimal(in, "cross")));
    }

    static Answer<Contrast> contrast(JsonNode in) {
        if (in.has("std_error")) {
            return Answer.of(Contrast.normal(number(in, "effect"), number(in, "std_error")));
        }
        ArmStatistics control = arm(in.required("control"));
        ArmStatistics test = arm(in.required("treatment"));
        return flag(in, "relative") ? Contrast.relative(control, test) : Contrast.absolute(control, test);
    }

    private static Map<String, @Nullable Object> figures(Contrast contrast, Alternative alternative, double alpha) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("effect", contrast.effect());
        out.put("diff", contrast.effect());
        out.put("std_error", contrast.standardError());
        out.put("df", contrast.degreesOfFreedom());
        out.put("t", contrast.statistic());
        out.put("p_value", contrast.pValue(alternative));
        Interval interval = contrast.interval(1 - alpha);
        out.put(
                "ci_lower",
                switch (alternative) {
                    case TWO_SIDED -> interval.lower();
                    case GREATER -> contrast.lowerBound(1 - alpha);
                    case LESS -> Double.NEGATIVE_INFINITY;
                });
        out.put(
                "ci_upper",
                switch (alternative) {
                    case TWO_SIDED -> interval.upper();
                    case GREATER -> Double.POSITIVE_INFINITY;
                    case LESS -> contrast.upperBound(1 - alpha);
                });
        return out;
    }

    /** What a refusal looks like to other engines: an uninformative result with an error beside it. */
    static Map<String, @Nullable Object> refusal(JsonNode in) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        ArmStatistics control = arm(in.required("control"));
        ArmStatistics test = arm(in.required("treatment"));
        Contrast.absolute(control, test).reason().ifPresent(reasons::add);
        Contrast.relative(control, test).reason().ifPresent(reasons::add);
        return refusal(reasons);
    }

    private static Map<String, @Nullable Object> refusal(Set<Reason> reasons) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("error", reasons);
        out.put("p_value", 1.0);
        for (String none : List.of("effect", "diff", "z", "std_dev", "std_error", "ci_lower", "ci_upper")) {
            out.put(none, 0.0);
        }
        out.put("chance_to_win", 0.5);
        out.put("expected_loss_ship_control", 0.0);
        out.put("expected_loss_ship_treatment", 0.0);
        return out;
    }

    private static Map<String, @Nullable Object> welch(JsonNode in) {
        Answer<Contrast> contrast = contrast(in);
        return contrast.reason()
                .map(reason -> refusal(in))
                .orElseGet(() -> figures(contrast.value().orElseThrow(), alternative(in), number(in, "alpha", ALPHA)));
    }

    private static Map<String, @Nullable Object> twoProportionZ(JsonNode in) {
        ArmStatistics control = arm(in.get("control"));
        ArmStatistics test = arm(in.get("treatment"));
        Answer<ProportionTest> answer = ProportionTest.of(control, test, flag(in, "pooled"), flag(in, "continuity"));
        if (answer.reason().isPresent()) {
            return refusal(in);
        }
        ProportionTest found = answer.value().orElseThrow();
        Interval wald = ProportionTest.of(control, test, false, false)
                .value()
                .map(unpooled -> Contrast.normal(unpooled.difference(), unpooled.standardError())
                        .interval(1 - number(in, "alpha", ALPHA)))
                .orElse(new Interval(found.difference(), found.difference()));
        return Map.of(
                "diff",
                found.difference(),
                "std_error",
                found.standardError(),
                "z",
                found.z(),
                "p_value",
                found.pValue(alternative(in)),
                "wald_ci_lower",
                wald.lower(),
                "wald_ci_upper",
                wald.upper());
    }

    private static Map<String, @Nullable Object> relativeDifference(JsonNode in) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        var relative = Contrast.relativeDifference(number(in, "mean_control"), number(in, "mean_treatment"));
        out.put("relative", relative.isPresent() ? (Double) relative.getAsDouble() : null);
        return out;
    }

    private static Map<String, @Nullable Object> covariance(JsonNode in) {
        Moments moments = new Moments(
                decimal(in, "sum_x"), decimal(in, "sum_y"), BigDecimal.ZERO, BigDecimal.ZERO, decimal(in, "sum_xy"));
        ArmStatistics arm = ArmStatistics.mean(in.get("n").longValue(), moments);
        return Map.of("covariance", arm.users() < 2 ? 0 : arm.covariance());
    }

    private static Map<String, @Nullable Object> ratioVariance(JsonNode in) {
        ArmStatistics arm = arm(in.get("stat"));
        return Map.of(
                "ratio",
                arm.estimate().orElseThrow(),
                "variance",
                arm.unitVariance().orElseThrow());
    }

    private static Map<String, @Nullable Object> deltaVariance(JsonNode in) {
        return Map.of(
                "variance",
                Contrast.variance(
                        new Contrast.Estimate(number(in, "mean_a"), number(in, "var_a"), number(in, "n_a")),
                        new Contrast.Estimate(number(in, "mean_b"), number(in, "var_b"), number(in, "n_b")),
                        flag(in, "relative")));
    }

    private static Map<String, @Nullable Object> cupedGroup(JsonNode in) {
        ArmStatistics arm = Cuped.adjust(withCovariate(in.get("stat")), number(in, "theta"));
        return Map.of(
                "mean",
                arm.estimate().orElseThrow(),
                "variance",
                arm.unitVariance().orElseThrow());
    }

    private static Map<String, @Nullable Object> cuped(JsonNode in) {
        ArmStatistics control = withCovariate(in.get("control"));
        ArmStatistics test = withCovariate(in.get("treatment"));
        double theta = Cuped.theta(control, test);
        return Map.of(
                "theta",
                theta,
                "control_mean",
                Cuped.adjust(control, theta).estimate().orElseThrow(),
                "treatment_mean",
                Cuped.adjust(test, theta).estimate().orElseThrow(),
                "control_unadjusted",
                control.estimate().orElseThrow(),
                "treatment_unadjusted",
                test.estimate().orElseThrow());
    }

    private static Map<String, @Nullable Object> cupedContrast(JsonNode in, boolean relative, boolean unadjusted) {
        ArmStatistics control = withCovariate(in.get("control"));
        ArmStatistics test = withCovariate(in.get("treatment"));
        double theta = Cuped.theta(control, test);
        ArmStatistics adjustedControl = Cuped.adjust(control, theta);
        ArmStatistics adjustedTest = Cuped.adjust(test, theta);
        Answer<Contrast> contrast = !relative
                ? Contrast.absolute(adjustedControl, adjustedTest)
                : unadjusted ? Cuped.relativeToUnadjusted(control, test) : Cuped.relative(control, test);
        if (contrast.reason().isPresent()) {
            return refusal(contrast.reason().stream().collect(Collectors.toSet()));
        }
        Map<String, @Nullable Object> out =
                figures(contrast.value().orElseThrow(), alternative(in), number(in, "alpha", ALPHA));
        out.put("theta", theta);
        out.put("variance_reduction_control", reduction(control, adjustedControl));
        out.put("variance_reduction_treatment", reduction(test, adjustedTest));
        return out;
    }

    private static double reduction(ArmStatistics raw, ArmStatistics adjusted) {
        return 1 - adjusted.unitVariance().orElseThrow() / raw.unitVariance().orElseThrow();
    }

    private static Map<String, @Nullable Object> cupedDeviation(JsonNode in) {
        JsonNode partner = in.has("theta_partner") ? in.get("theta_partner") : in.required("treatment");
        double theta = Cuped.theta(withCovariate(in.get("control")), withCovariate(partner));
        double variance = Cuped.adjust(withCovariate(in.has("target") ? in.get("target") : in.get("control")), theta)
                .unitVariance()
                .orElseThrow();
        return Map.of("std_dev", Math.sqrt(variance));
    }

    private static double alpha(JsonNode in) {
        return in.hasNonNull("confidence") ? 1 - number(in, "confidence") : number(in, "alpha", ALPHA);
    }

    private static double users(JsonNode in) {
        return in.has("n")
                ? number(in, "n")
                : number(in.required("control"), "n") + number(in.required("treatment"), "n");
    }

    private static Map<String, @Nullable Object> confidenceSequence(JsonNode in) {
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(alpha(in), number(in, "tuning_n", TUNING_USERS));
        Answer<Contrast> answer = contrast(in);
        if (answer.reason().isPresent()) {
            return refusal(in);
        }
        Contrast contrast = answer.value().orElseThrow();
        double users = users(in);
        Interval interval = sequence.interval(contrast.effect(), contrast.standardError(), users);
        double critical = sequence.criticalValue(users);
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("effect", contrast.effect());
        out.put("std_error", contrast.standardError());
        out.put("rho", sequence.rho());
        out.put("B", critical);
        out.put("halfwidth", critical * contrast.standardError());
        out.put("ci_lower", interval.lower());
        out.put("ci_upper", interval.upper());
        out.put("p_value", sequence.pValue(contrast.statistic(), users));
        return out;
    }

    /** Eppo's ρ is 1/ρ² of ours. */
    private static Map<String, @Nullable Object> eppoSequence(JsonNode in) {
        Map<String, @Nullable Object> out = confidenceSequence(in);
        out.computeIfPresent("rho", (name, rho) -> Math.pow((Double) rho, -2));
        return out;
    }

    private static Map<String, @Nullable Object> oneSidedSequence(JsonNode in) {
        OneSidedConfidenceSequence sequence =
                OneSidedConfidenceSequence.tunedFor(alpha(in), number(in, "tuning_n", TUNING_USERS));
        Answer<Contrast> answer = contrast(in);
        if (answer.reason().isPresent()) {
            return refusal(in);
        }
        Contrast contrast = answer.value().orElseThrow();
        double users = users(in);
        boolean greater = alternative(in) != Alternative.LESS;
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("effect", contrast.effect());
        out.put("std_error", contrast.standardError());
        out.put("rho", sequence.rho());
        out.put("halfwidth", sequence.criticalValue(users) * contrast.standardError());
        out.put(
                "ci_lower",
                greater
                        ? sequence.lowerBound(contrast.effect(), contrast.standardError(), users)
                        : Double.NEGATIVE_INFINITY);
        out.put(
                "ci_upper",
                greater
                        ? Double.POSITIVE_INFINITY
                        : sequence.upperBound(contrast.effect(), contrast.standardError(), users));
        out.put("p_value", sequence.pValue(greater ? contrast.statistic() : -contrast.statistic(), users));
        return out;
    }

    private static Map<String, @Nullable Object> normalMixture(JsonNode in) {
        double alpha = number(in, "alpha", ALPHA);
        NormalMixtureBoundary boundary = NormalMixtureBoundary.tunedFor(
                number(in, "v_opt"), number(in, "alpha_opt", alpha), flag(in, "one_sided"));
        return Map.of(
                "rho",
                boundary.rho(),
                "log_mixture",
                boundary.logMixture(number(in, "s"), number(in, "v")),
                "bound",
                boundary.bound(number(in, "v"), alpha));
    }

    private static Map<String, @Nullable Object> mixtureSprt(JsonNode in) {
        MixtureSprt test = new MixtureSprt(number(in, "sigma2"), number(in, "tau2"));
        double difference = number(in, "diff");
        double users = number(in, "n_per_arm");
        return Map.of(
                "likelihood_ratio",
                Math.exp(test.logLikelihoodRatio(difference, users)),
                "p_value",
                test.pValue(difference, users));
    }

    private static SampleRatio.Split split(JsonNode in) {
        return new SampleRatio.Split(
                StreamSupport.stream(in.get("observed").spliterator(), false)
                        .map(JsonNode::longValue)
                        .toList(),
                numbers(in.get("weights")));
    }

    private static Map<String, @Nullable Object> chiSquare(JsonNode in) {
        return Map.of("chi2", SampleRatio.chiSquare(split(in)), "p_value", SampleRatio.chiSquarePValue(split(in)));
    }

    private static Map<String, @Nullable Object> binomialZ(JsonNode in) {
        return Map.of("p_value", SampleRatio.binomialZPValue(split(in), flag(in, "continuity")));
    }

    private static Map<String, @Nullable Object> binomialExact(JsonNode in) {
        return Map.of("p_value", SampleRatio.binomialExactPValue(split(in)));
    }

    /** The cases' p-values are running minima over the rows; ours are of each time alone. */
    private static Map<String, @Nullable Object> sequentialRatio(JsonNode in) {
        List<Double> weights = numbers(in.get("null_probabilities"));
        List<Double> prior = in.hasNonNull("dirichlet_alpha")
                ? numbers(in.get("dirichlet_alpha"))
                : weights.stream()
                        .map(weight -> weight * number(in, "dirichlet_concentration"))
                        .toList();
        List<Double> priorOfWeighted = IntStream.range(0, weights.size())
                .filter(arm -> weights.get(arm) > 0)
                .mapToObj(prior::get)
                .toList();
        List<Long> counts = new ArrayList<>(Collections.nCopies(weights.size(), 0L));
        List<Double> logAlternative = new ArrayList<>();
        List<Double> logNull = new ArrayList<>();
        List<Double> pValues = new ArrayList<>();
        double least = 1;
        for (JsonNode row : in.get("rows")) {
            for (int arm = 0; arm < counts.size(); arm++) {
                counts.set(arm, counts.get(arm) + row.get(arm).longValue());
            }
            SampleRatio.Evidence evidence =
                    SampleRatio.evidence(new SampleRatio.Split(counts, weights), priorOfWeighted);
            least = Math.min(least, evidence.pValue());
            logAlternative.add(evidence.logAlternative());
            logNull.add(evidence.logNull());
            pValues.add(least);
        }
        return Map.of("log_m1", logAlternative, "log_m0", logNull, "p_values", pValues, "p_value", least);
    }

    private static Map<String, @Nullable Object> nonInferiority(JsonNode in) {
        boolean up = !in.path("preferred").asText("increase").equals("decrease");
        NonInferiority test = NonInferiority.of(
                        arm(in.get("control")),
                        arm(in.get("treatment")),
                        number(in, "margin_relative"),
                        up ? Direction.UP : Direction.DOWN,
                        number(in, "alpha", ALPHA))
                .value()
                .orElseThrow();
        return Map.of(
                "diff",
                test.difference(),
                "ci_lower",
                up ? test.bound() : Double.NEGATIVE_INFINITY,
                "ci_upper",
                up ? Double.POSITIVE_INFINITY : test.bound(),
                "p_value",
                test.pValue(),
                "null",
                test.margin(),
                "non_inferior",
                test.isNonInferior());
    }
}
