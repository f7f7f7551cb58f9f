package io.splitstream.statistics;

import static io.splitstream.statistics.GoldenKinds.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kinds of reference cases about power, sample size and detectable effect. */
final class GoldenPowerKinds {
    private static final int MOST_WEEKS = 1_000;

    private GoldenPowerKinds() {}

    static Map<String, Function<JsonNode, Map<String, @Nullable Object>>> all() {
        Map<String, Function<JsonNode, Map<String, @Nullable Object>>> kinds = new LinkedHashMap<>();
        kinds.put("sample_size_mean", GoldenPowerKinds::sampleSizeOfMean);
        kinds.put("sample_size_proportion", GoldenPowerKinds::sampleSizeOfShare);
        kinds.put("sample_size_proportion_pooled", GoldenPowerKinds::sampleSizePooled);
        kinds.put("sample_size_rule16", GoldenPowerKinds::ruleOfSixteen);
        kinds.put("power_proportion", GoldenPowerKinds::powerOfShares);
        kinds.put("power_t", in -> Map.of("power", effectPower(in, true)));
        kinds.put("power_normal", in -> Map.of("power", effectPower(in, false)));
        kinds.put("power_relative", GoldenPowerKinds::powerRelative);
        kinds.put("power_sequential", GoldenPowerKinds::powerSequential);
        kinds.put("power_by_week", GoldenPowerKinds::powerByWeek);
        kinds.put("mde_relative", GoldenPowerKinds::effectRelative);
        kinds.put("mde_sequential", GoldenPowerKinds::effectSequential);
        kinds.put("runtime_weeks", GoldenPowerKinds::weeks);
        return kinds;
    }

    private static double alpha(JsonNode in) {
        return number(in, "alpha", 0.05);
    }

    private static double alphaOfEachArm(JsonNode in) {
        return alpha(in) / (number(in, "variants", 2) - 1);
    }

    private static Map<String, @Nullable Object> sampleSizeOfMean(JsonNode in) {
        double variance = number(in, "std_dev") * number(in, "std_dev");
        double ofTest = number(in, "std_dev_2", number(in, "std_dev_treatment", number(in, "std_dev")));
        double difference = number(in, "mean") * number(in, "relative_mde");
        return Map.of(
                "n_per_variant",
                Power.usersPerArm(variance, ofTest * ofTest, difference, alphaOfEachArm(in), number(in, "power", 0.8)));
    }

    private static Map<String, @Nullable Object> sampleSizeOfShare(JsonNode in) {
        double control = number(in, "baseline");
        double test = control * (1 + number(in, "relative_mde"));
        return Map.of(
                "n_per_variant",
                Power.usersPerArm(
                        control * (1 - control),
                        test * (1 - test),
                        test - control,
                        alphaOfEachArm(in),
                        number(in, "power", 0.8)));
    }

    private static Map<String, @Nullable Object> sampleSizePooled(JsonNode in) {
        return Map.of(
                "n_per_arm",
                Power.usersPerArmPooled(number(in, "p1"), number(in, "p2"), alpha(in), number(in, "power", 0.8)));
    }

    private static Map<String, @Nullable Object> ruleOfSixteen(JsonNode in) {
        double baseline = number(in, "baseline");
        String metric = in.get("metric").textValue();
        double variance =
                switch (metric) {
                    case "mean_count" -> 2 * baseline;
                    case "funnel" -> baseline * (1 - baseline);
                    default -> 0.25 * baseline * baseline;
                };
        double difference = baseline * number(in, "relative_mde_pct") / 100;
        return Map.of("n_total", number(in, "variants", 2) * Power.usersPerArmRoughly(variance, difference));
    }

    private static Map<String, @Nullable Object> powerOfShares(JsonNode in) {
        return Map.of(
                "power", Power.ofProportions(number(in, "p1"), number(in, "p2"), number(in, "n_per_arm"), alpha(in)));
    }

    private static double effectPower(JsonNode in, boolean t) {
        double d = number(in, "cohens_d");
        double first = number(in, "n1");
        double second = number(in, "n2", first);
        return t
                ? Power.ofTTest(d, first, second, alpha(in), GoldenKinds.alternative(in))
                : Power.ofZTest(d, first, second, alpha(in), GoldenKinds.alternative(in));
    }

    private static Power.Baseline baseline(JsonNode in) {
        return in.has("baseline") && !in.has("mean")
                ? Power.Baseline.ofShare(number(in, "baseline"))
                : new Power.Baseline(number(in, "mean"), number(in, "variance"));
    }

    private static double usersPerArm(JsonNode in) {
        return number(in, "n_total") / number(in, "variations", 2);
    }

    private static ConfidenceSequence sequence(JsonNode in) {
        return ConfidenceSequence.tunedFor(alpha(in), number(in, "tuning_n", 5_000));
    }

    private static Map<String, @Nullable Object> powerRelative(JsonNode in) {
        return Map.of("power", Power.ofRelativeEffect(baseline(in), number(in, "effect"), usersPerArm(in), alpha(in)));
    }

    private static Map<String, @Nullable Object> powerSequential(JsonNode in) {
        return Map.of(
                "power",
                Power.ofRelativeEffectSequentially(baseline(in), number(in, "effect"), usersPerArm(in), sequence(in)));
    }

    private static Map<String, @Nullable Object> effectRelative(JsonNode in) {
        return Map.of(
                "mde",
                Power.minimumRelativeEffect(baseline(in), usersPerArm(in), alpha(in), number(in, "power", 0.8))
                        .value()
                        .orElseThrow());
    }

    private static Map<String, @Nullable Object> effectSequential(JsonNode in) {
        return Map.of(
                "mde",
                Power.minimumRelativeEffectSequentially(
                                baseline(in), usersPerArm(in), sequence(in), number(in, "power", 0.8))
                        .value()
                        .orElseThrow());
    }

    private static Map<String, @Nullable Object> powerByWeek(JsonNode in) {
        double weekly = number(in, "users_per_week") / number(in, "variations", 2);
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        for (JsonNode metric : in.get("metrics")) {
            List<Double> powers = IntStream.rangeClosed(1, (int) number(in, "weeks", 9))
                    .mapToObj(week -> Power.ofRelativeEffect(
                            baseline(metric), number(metric, "effect"), weekly * week, alpha(in)))
                    .toList();
            out.put("power_" + metric.get("type").textValue(), powers);
        }
        return out;
    }

    private static Map<String, @Nullable Object> weeks(JsonNode in) {
        JsonNode metric = in.get("metric");
        OptionalInt weeks = Power.weeks(
                baseline(metric),
                number(metric, "effect"),
                number(in, "users_per_week") / number(in, "variations", 2),
                alpha(in),
                number(in, "power", 0.8),
                (int) number(in, "max_weeks", MOST_WEEKS));
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("weeks", weeks.isPresent() ? (Integer) weeks.getAsInt() : null);
        return out;
    }
}
