package io.splitstream.contracts.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionCodecTest {
    private static final ExperimentDefinition DEFINITION = new ExperimentDefinition(
            "exp_1",
            "dev",
            "A name",
            ExperimentStatus.RUNNING,
            4,
            1,
            List.of(new Variant("var_1", "control", true), new Variant("var_2", "treatment", false)),
            List.of(
                    new WeightEpoch(0, 1_000, Map.of("var_1", 0.5, "var_2", 0.5)),
                    new WeightEpoch(1, 2_000, Map.of("var_1", 0.1, "var_2", 0.9))),
            null,
            null,
            new MetricPlan(
                    List.of(new CustomMetric(
                            "big_spenders",
                            "purchase",
                            CustomMetric.Aggregation.QUANTILE,
                            0.9,
                            CustomMetric.USERS,
                            Metric.Direction.UP,
                            5_000_000L,
                            86_400_000L)),
                    "age",
                    true));

    private final DefinitionCodec codec = new DefinitionCodec();

    @Test
    void decode_ofWhatWasEncoded_isTheSameDefinition() throws IOException {
        assertThat(codec.decode(codec.encode(DEFINITION))).isEqualTo(DEFINITION);
    }

    @Test
    void encode_writesSnakeCaseAndStatusWords() {
        assertThat(new String(codec.encode(DEFINITION), StandardCharsets.UTF_8))
                .contains("\"experiment_id\":\"exp_1\"")
                .contains("\"status\":\"running\"")
                .contains("\"weight_epochs\":");
    }

    @Test
    void supervision_goesThereAndBack_andIsNullWhereItIsNotSaid() throws IOException {
        Supervision supervision = new Supervision(
                0.05,
                5_000,
                100,
                List.of(
                        new GuardrailRule("avg_rating", null, Metric.Direction.UP, 0.05),
                        new GuardrailRule("bounce_rate", 0.4, Metric.Direction.DOWN, 0.05)));
        ExperimentDefinition watched = new ExperimentDefinition(
                "exp_1",
                "dev",
                "A name",
                ExperimentStatus.RUNNING,
                4,
                1,
                List.of(),
                List.of(),
                null,
                supervision,
                MetricPlan.NONE);
        String unsaid = "{\"experiment_id\":\"exp_1\",\"workspace_id\":\"dev\",\"name\":\"A name\","
                + "\"status\":\"running\",\"revision\":4,\"version\":1,\"variants\":[],\"weight_epochs\":[]}";

        assertThat(codec.decode(codec.encode(watched))).isEqualTo(watched);
        assertThat(codec.decode(unsaid.getBytes(StandardCharsets.UTF_8)).supervision())
                .isNull();
    }

    @Test
    void decode_namesOfALaterRelease_areIgnored() throws IOException {
        String json = new String(codec.encode(DEFINITION), StandardCharsets.UTF_8);
        String later = json.substring(0, json.length() - 1) + ",\"later\":[{\"name\":\"x\"}]}";

        assertThat(codec.decode(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(DEFINITION);
    }

    @Test
    void decode_bytesFromBeforeMetricsWereDeclared_declareNone() throws IOException {
        String json = new String(codec.encode(DEFINITION), StandardCharsets.UTF_8);
        String earlier = json.substring(0, json.indexOf(",\"metrics\":")) + "}";

        assertThat(codec.decode(earlier.getBytes(StandardCharsets.UTF_8)).metrics())
                .isEqualTo(MetricPlan.NONE);
    }

    @Test
    void decode_notJson_isAnIOException() {
        assertThatIOException().isThrownBy(() -> codec.decode("{".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void weightEpochAt_isTheLastThatBeganByThen_orTheFirst() {
        assertThat(DEFINITION.weightEpochAt(0)).isZero();
        assertThat(DEFINITION.weightEpochAt(1_999)).isZero();
        assertThat(DEFINITION.weightEpochAt(2_000)).isEqualTo(1);
    }
}
