package io.splitstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Cases of our own for what the golden ones leave out. Their figures were computed with Python's mpmath at 50 digits
 * from the formula that each case states, not with this engine.
 */
class SourcedCasesTest {
    private static final Map<String, Function<JsonNode, Map<String, @Nullable Object>>> KINDS = Map.of(
            "one_sided_always_valid_p", SourcedCasesTest::oneSided,
            "guardrail_contrast", SourcedCasesTest::guardrail,
            "beta_difference_interval", SourcedCasesTest::betaDifference,
            "srm_sequential_epochs", SourcedCasesTest::sampleRatio,
            "normal_two_sided_p", SourcedCasesTest::normalTail,
            "student_two_sided_p", SourcedCasesTest::studentTail,
            "welch_exact", SourcedCasesTest::welch);

    @TestFactory
    List<DynamicTest> engine_everySourcedCase_isMetAtItsTolerance() throws IOException {
        return GoldenFile.ours("/golden/own.jsonl").cases().stream()
                .map(sourced -> DynamicTest.dynamicTest(sourced.required("id").textValue(), () -> check(sourced)))
                .toList();
    }

    private static void check(JsonNode sourced) {
        JsonNode tolerance = sourced.required("tolerance");
        GoldenCheck check = new GoldenCheck(
                tolerance.required("abs").doubleValue(),
                tolerance.required("rel").doubleValue());
        check.compare(
                sourced.required("expected"),
                Objects.requireNonNull(KINDS.get(sourced.required("kind").textValue()))
                        .apply(sourced.required("input")),
                false);
        assertThat(check.failures()).isEmpty();
    }

    private static double number(JsonNode in, String name) {
        return in.required(name).doubleValue();
    }

    private static ArmStatistics arm(JsonNode in) {
        Moments moments = Moments.of(
                new BigDecimal(in.required("sum").textValue()),
                new BigDecimal(in.required("sum_squares").textValue()));
        long users = in.required("n").longValue();
        return ArmStatistics.mean(users, moments, users);
    }

    private static Map<String, @Nullable Object> oneSided(JsonNode in) {
        return Map.of(
                "p_value",
                OneSidedConfidenceSequence.tunedFor(number(in, "alpha"), number(in, "tuning_n"))
                        .pValue(number(in, "z"), number(in, "n")));
    }

    private static Map<String, @Nullable Object> guardrail(JsonNode in) {
        List<ArmPair> epochs = new ArrayList<>();
        in.required("epochs")
                .forEach(epoch ->
                        epochs.add(new ArmPair(arm(epoch.required("control")), arm(epoch.required("treatment")))));
        Direction direction = in.required("direction").textValue().equals("up") ? Direction.UP : Direction.DOWN;
        SequentialDesign design = new SequentialDesign(
                number(in, "alpha"), in.required("tuning_n").longValue(), 0);
        GuardrailContrast contrast = GuardrailContrast.of(epochs, number(in, "margin"), direction, design)
                .value()
                .orElseThrow();
        return Map.of(
                "value", contrast.value(),
                "std_error", contrast.standardError(),
                "lower", contrast.lower(),
                "upper", contrast.upper(),
                "harm_p", contrast.harmPValue(),
                "safe_p", contrast.safePValue(),
                "threshold", contrast.threshold(),
                "verdict", contrast.verdict().name());
    }

    private static Map<String, @Nullable Object> betaDifference(JsonNode in) {
        Interval interval = new BetaComparison(posterior(in.required("control")), posterior(in.required("treatment")))
                .credibleInterval(number(in, "level"));
        return Map.of("lower", interval.lower(), "upper", interval.upper());
    }

    private static BetaPosterior posterior(JsonNode in) {
        return BetaPosterior.of(ArmStatistics.share(
                in.required("n").longValue(), in.required("sum").longValue()));
    }

    private static Map<String, @Nullable Object> sampleRatio(JsonNode in) {
        List<SampleRatio.Split> epochs = StreamSupport.stream(
                        in.required("epochs").spliterator(), false)
                .map(epoch -> new SampleRatio.Split(
                        StreamSupport.stream(epoch.required("observed").spliterator(), false)
                                .map(JsonNode::longValue)
                                .toList(),
                        StreamSupport.stream(epoch.required("weights").spliterator(), false)
                                .map(JsonNode::doubleValue)
                                .toList()))
                .toList();
        return Map.of("p_value", SampleRatio.sequential(epochs));
    }

    private static Map<String, @Nullable Object> normalTail(JsonNode in) {
        Contrast contrast = Contrast.normal(number(in, "effect"), number(in, "std_error"));
        return Map.of("p_value", contrast.pValue(Alternative.TWO_SIDED));
    }

    private static Map<String, @Nullable Object> studentTail(JsonNode in) {
        return Map.of("p_value", new Contrast(number(in, "t"), 1, number(in, "df")).pValue(Alternative.TWO_SIDED));
    }

    private static Map<String, @Nullable Object> welch(JsonNode in) {
        Contrast contrast = Contrast.absolute(arm(in.required("control")), arm(in.required("treatment")))
                .value()
                .orElseThrow();
        return Map.of(
                "effect", contrast.effect(),
                "std_error", contrast.standardError(),
                "df", contrast.degreesOfFreedom(),
                "t", contrast.statistic(),
                "p_value", contrast.pValue(Alternative.TWO_SIDED));
    }
}
