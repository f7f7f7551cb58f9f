package io.splitstream.jobs.metrics.core;

import static io.splitstream.jobs.metrics.core.WatchedUsers.FLOOR;
import static io.splitstream.jobs.metrics.core.WatchedUsers.MARGIN;
import static io.splitstream.jobs.metrics.core.WatchedUsers.arms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.contracts.alert.AlertRule.Kind;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.GuardrailRule;
import io.splitstream.contracts.metric.Metric;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    @Test
    void of_anEvenSplitAndKeptGuardrails_isSilent() {
        assertThat(alarms(Set.of(), arms(1_000, 300, 1_000, 300), FLOOR, MARGIN))
                .isEmpty();
    }

    @Test
    void of_aCrossedThreshold_quotesItsFigures() {
        assertThat(alarms(Set.of(), arms(500, 150, 500, 90), FLOOR))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.rule()).isEqualTo(new AlertRule(Kind.GUARDRAIL_CROSSED, "conversion_rate", "b"));
                    assertThat(alert.id()).isEqualTo(Alert.id("checkout", 1, alert.rule(), 0));
                    assertThat(alert.figures().value()).isCloseTo(0.18, within(1e-12));
                    assertThat(alert.figures().controlValue()).isCloseTo(0.3, within(1e-12));
                    assertThat(alert.figures().threshold()).isEqualTo(0.2);
                    assertThat(alert.figures().units()).isEqualTo(500);
                    assertThat(alert.completeUntil()).isEqualTo(70);
                    assertThat(alert.raisedAt()).isEqualTo(80);
                });
    }

    @Test
    void of_aThresholdCrossedByFewerThan400Units_isSilent() {
        assertThat(alarms(Set.of(), arms(399, 150, 399, 0), FLOOR)).isEmpty();
        assertThat(alarms(Set.of(), arms(400, 150, 400, 0), FLOOR)).hasSize(1);
    }

    @Test
    void of_aProvenHarm_isRaisedWithItsPValue() {
        assertThat(alarms(Set.of(), arms(3_000, 900, 3_000, 600), MARGIN))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.rule().kind()).isEqualTo(Kind.GUARDRAIL_HARMED);
                    assertThat(alert.figures().pValue()).isLessThan(0.05);
                    assertThat(alert.figures().threshold()).isCloseTo(0.285, within(1e-12));
                });
    }

    @Test
    void of_aSplitThatIsNotAsTheWeightsSay_isRaised() {
        assertThat(alarms(Set.of(), arms(1_000, 0, 700, 0))).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo(AlertRule.SAMPLE_RATIO);
            assertThat(alert.figures().pValue()).isLessThan(0.001);
            assertThat(alert.figures().threshold()).isEqualTo(0.001);
            assertThat(alert.figures().units()).isEqualTo(1_700);
        });
    }

    @Test
    void of_whatWasRaised_isNotRaisedAgain() {
        List<Alert> first = alarms(Set.of(), arms(1_000, 300, 700, 70), FLOOR);
        assertThat(first).hasSize(2);

        assertThat(alarms(Set.of(first.get(0).id(), first.get(1).id()), arms(1_000, 300, 600, 60), FLOOR))
                .isEmpty();
    }

    @Test
    void of_aNewWeightEpoch_isRaisedUnderAnotherId() {
        var one = WatchedUsers.definition(ExperimentStatus.RUNNING, 1, 1, 1, FLOOR);
        var two = WatchedUsers.definition(ExperimentStatus.RUNNING, 1, 2, 2, FLOOR);
        Alert before =
                new Alarms(one, id -> false, 0, 0).of(arms(500, 150, 500, 50)).get(0);

        assertThat(new Alarms(two, before.id()::equals, 0, 0).of(arms(500, 150, 500, 50)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.weightEpoch()).isEqualTo(1));
    }

    @Test
    void of_aGuardrailOnAnUnknownMetric_isLeftOut() {
        GuardrailRule unknown = new GuardrailRule("of_a_later_release", 0.5, Metric.Direction.UP, 0.05);

        assertThat(alarms(Set.of(), arms(500, 150, 500, 50), unknown)).isEmpty();
    }

    @Test
    void of_noUsers_isSilent() {
        assertThat(alarms(Set.of(), List.of(), FLOOR, MARGIN)).isEmpty();
    }

    private static List<Alert> alarms(Set<String> raised, List<Statistics> buckets, GuardrailRule... guardrails) {
        var definition = WatchedUsers.definition(ExperimentStatus.RUNNING, 1, 1, 1, guardrails);
        return new Alarms(definition, raised::contains, 70, 80).of(buckets);
    }
}
