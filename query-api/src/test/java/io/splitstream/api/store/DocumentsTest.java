package io.splitstream.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.Design;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.Metric.Direction;
import io.splitstream.contracts.metric.MetricPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final String BEFORE_METRICS_WERE_DECLARED = """
            {"description":{"name":"n","text":null,"hypothesis":null,"startDate":null,"endDate":null,"metadata":null},
             "design":{"variants":[],"targetMetric":"CONVERSION_RATE",
              "guardrails":[{"metric":"AVG_RATING","threshold":null,"direction":"UP","maxRelativeDegradation":0.05}],
              "plan":{"mode":"SEQUENTIAL","alpha":0.05,"minimumSample":100,"minimumDetectableEffect":null,
                      "tuningUsers":5000}},
             "course":{"createdAt":1,"startedAt":null,"plannedEnd":null,"completedAt":null,"archivedAt":null,
                       "epochs":[],"winnerVariantId":null,"conclusion":null}}
            """;

    private final Documents documents = new Documents();

    @Test
    void read_documentFromBeforeMetricsWereDeclared_hasNone() {
        Design design = read(BEFORE_METRICS_WERE_DECLARED).design();

        assertThat(design.targetMetric()).isEqualTo(Metric.CONVERSION_RATE);
        assertThat(design.guardrails()).containsExactly(Guardrail.of(Metric.AVG_RATING));
        assertThat(design.metrics()).isEqualTo(MetricPlan.NONE);
    }

    @Test
    void read_whatWasWritten_isTheSame_declaredMetricsIncluded() {
        CustomMetric spend = new CustomMetric(
                "spend", "purchase", Aggregation.SUM, null, CustomMetric.USERS, Direction.UP, 5_000_000L, 86_400_000L);
        CustomMetric p90 = new CustomMetric(
                "p90", "purchase", Aggregation.QUANTILE, 0.9, CustomMetric.USERS, Direction.DOWN, null, null);
        ExperimentRow.Document document = new ExperimentRow.Document(
                new Description("n", null, null, null, null, null),
                new Design(
                        List.of(),
                        spend.metric(),
                        List.of(new Guardrail(p90.metric(), 9.5, Direction.DOWN, 0.05)),
                        DecisionPlan.USUAL,
                        true,
                        new MetricPlan(List.of(spend, p90), "age", true),
                        "aud_1"),
                read(BEFORE_METRICS_WERE_DECLARED).course());

        assertThat(read(documents.write(document))).isEqualTo(document);
    }

    @Test
    void read_metricThatNobodyDeclares_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> read(BEFORE_METRICS_WERE_DECLARED.replace("CONVERSION_RATE", "happiness")));
    }

    private ExperimentRow.Document read(String text) {
        return documents.read(text, ExperimentRow.Document.class);
    }
}
