package io.splitstream.statistics;

import static io.splitstream.statistics.GoldenKinds.arm;
import static io.splitstream.statistics.GoldenKinds.contrast;
import static io.splitstream.statistics.GoldenKinds.flag;
import static io.splitstream.statistics.GoldenKinds.number;
import static io.splitstream.statistics.GoldenKinds.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kinds of reference cases about posterior distributions. */
final class GoldenBayesKinds {
    private static final double ALPHA = 0.05;

    private GoldenBayesKinds() {}

    static Map<String, Function<JsonNode, Map<String, @Nullable Object>>> all() {
        Map<String, Function<JsonNode, Map<String, @Nullable Object>>> kinds = new LinkedHashMap<>();
        kinds.put("bayes_normal", GoldenBayesKinds::bayesNormal);
        kinds.put("bayes_risk", GoldenBayesKinds::bayesNormal);
        kinds.put("quantile_bayes", GoldenBayesKinds::quantileBayes);
        kinds.put("beta_binomial", GoldenBayesKinds::betaBinomial);
        kinds.put("beta_credible_interval", GoldenBayesKinds::betaIntervals);
        kinds.put("beta_binomial_prob_best", GoldenBayesKinds::betaBest);
        kinds.put("beta_binomial_bayes_factor", GoldenBayesKinds::betaFactor);
        return kinds;
    }

    private static Map<String, @Nullable Object> posterior(JsonNode in, Contrast contrast) {
        boolean informed =
                in.hasNonNull("prior") && in.get("prior").path("proper").asBoolean(true);
        NormalPosterior posterior = informed
                ? NormalPosterior.withPrior(
                        contrast, number(in.get("prior"), "mean", 0), number(in.get("prior"), "variance"))
                : NormalPosterior.flat(contrast);
        boolean inverse = flag(in, "inverse");
        Interval interval = posterior.credibleInterval(number(in, "ci_level", 1 - number(in, "alpha", ALPHA)));
        return Map.of(
                "effect",
                posterior.mean(),
                "std_dev",
                posterior.standardDeviation(),
                "chance_to_win",
                inverse ? posterior.probabilityNegative() : posterior.probabilityPositive(),
                "ci_lower",
                interval.lower(),
                "ci_upper",
                interval.upper(),
                "expected_loss_ship_control",
                inverse ? posterior.expectedLoss() : posterior.expectedGain(),
                "expected_loss_ship_treatment",
                inverse ? posterior.expectedGain() : posterior.expectedLoss());
    }

    private static Map<String, @Nullable Object> bayesNormal(JsonNode in) {
        Answer<Contrast> contrast =
                in.has("mu") ? Answer.of(Contrast.normal(number(in, "mu"), number(in, "sigma"))) : contrast(in);
        return contrast.reason()
                .map(reason -> refusal(in))
                .orElseGet(() -> posterior(in, contrast.value().orElseThrow()));
    }

    private static Map<String, @Nullable Object> quantileBayes(JsonNode in) {
        Contrast contrast = QuantileEstimate.contrast(
                        quantile(in.get("control")), quantile(in.get("treatment")), flag(in, "relative"))
                .value()
                .orElseThrow();
        return posterior(in, contrast);
    }

    private static QuantileEstimate quantile(JsonNode in) {
        return new QuantileEstimate(
                in.get("n").longValue(),
                in.get("n_star").longValue(),
                number(in, "quantile"),
                new Interval(number(in, "lower"), number(in, "upper")));
    }

    private static BetaPosterior beta(JsonNode prior, ArmStatistics arm) {
        return BetaPosterior.of(arm, number(prior, "alpha"), number(prior, "beta"));
    }

    private static JsonNode prior(JsonNode in) {
        JsonNode uniform = JsonNodeFactory.instance.objectNode().put("alpha", 1).put("beta", 1);
        return in.hasNonNull("prior") ? in.get("prior") : uniform;
    }

    private static Map<String, @Nullable Object> betaBinomial(JsonNode in) {
        BetaPosterior control = beta(prior(in), arm(in.get("control")));
        BetaPosterior test = beta(prior(in), arm(in.get("treatment")));
        BetaComparison comparison = new BetaComparison(control, test);
        double level = number(in, "ci_level", 0.95);
        return Map.of(
                "prob_b_beats_a",
                comparison.probabilityPositive(),
                "expected_loss_choose_b",
                comparison.expectedLoss(),
                "expected_loss_choose_a",
                comparison.expectedGain(),
                "posterior_mean_a",
                control.mean(),
                "posterior_mean_b",
                test.mean(),
                "ci_a",
                ends(control.credibleInterval(level)),
                "ci_b",
                ends(test.credibleInterval(level)));
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.lower(), interval.upper());
    }

    private static Map<String, @Nullable Object> betaIntervals(JsonNode in) {
        List<Interval> intervals = IntStream.range(0, in.get("successes").size())
                .mapToObj(i -> ArmStatistics.share(
                        in.get("trials").get(i).longValue(),
                        in.get("successes").get(i).longValue()))
                .map(arm -> beta(prior(in), arm).credibleInterval(number(in, "ci_level", 0.95)))
                .toList();
        return Map.of(
                "lower",
                intervals.stream().map(Interval::lower).toList(),
                "upper",
                intervals.stream().map(Interval::upper).toList());
    }

    private static Map<String, @Nullable Object> betaBest(JsonNode in) {
        List<BetaPosterior> arms = new ArrayList<>();
        for (JsonNode arm : in.get("arms")) {
            arms.add(beta(prior(in), arm(arm)));
        }
        return Map.of("prob_best", BetaPosterior.probabilitiesBest(arms));
    }

    private static Map<String, @Nullable Object> betaFactor(JsonNode in) {
        return Map.of(
                "log_bayes_factor", BetaPosterior.logBayesFactor(arm(in.get("control")), arm(in.get("treatment"))));
    }
}
