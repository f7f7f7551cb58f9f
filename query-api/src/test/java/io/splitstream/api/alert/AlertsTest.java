package io.splitstream.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.delivery.Channel;
import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.delivery.Delivery;
import io.splitstream.api.delivery.InMemoryDeliveries;
import io.splitstream.api.experiment.Conclusion;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentDraft;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.InMemoryExperiments;
import io.splitstream.api.experiment.SampleExperiments;
import io.splitstream.api.experiment.Transition;
import io.splitstream.api.platform.Outcome;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.contracts.alert.AlertRule.Kind;
import io.splitstream.contracts.definition.ExperimentStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final String WORKSPACE = "dev";

    private final Clock clock = Clock.systemUTC();
    private final InMemoryAlerts store = new InMemoryAlerts();
    private final InMemoryDeliveries queue = new InMemoryDeliveries();
    private final Deliveries deliveries = new Deliveries(queue, url -> Optional.empty(), () -> "whsec_c2VjcmV0", clock);
    private boolean kafkaThere = true;
    private final Experiments experiments =
            new Experiments(new InMemoryExperiments(), id -> kafkaThere, clock, new Random(3));
    private final Alerts alerts = new Alerts(store, experiments, deliveries, this::json, clock);
    private String unwritable = "";

    @BeforeEach
    void openChannels() {
        deliveries.open(WORKSPACE, Alerts.OWNER, Channel.Kind.WEBHOOK, "https://a.example/", List.of("guardrail"));
        deliveries.open(WORKSPACE, Alerts.OWNER, Channel.Kind.MAIL, "b@example.com", List.of("srm", "guardrail"));
        deliveries.open(WORKSPACE, "another", Channel.Kind.MAIL, "c@example.com", List.of("guardrail"));
    }

    @Test
    void alert_isListedOnce_andSentToTheChannelsThatAskedForIt() {
        Experiment experiment = running(false);
        alerts.receive(alert(experiment, Kind.GUARDRAIL_CROSSED));
        alerts.receive(alert(experiment, Kind.GUARDRAIL_CROSSED));
        alerts.receive(alert(experiment, Kind.SAMPLE_RATIO_MISMATCH));
        alerts.settleOpen();
        alerts.settleOpen();

        assertThat(alerts.list(WORKSPACE, experiment.id(), 10, 0))
                .extracting(kept -> kept.alert().rule().kind())
                .containsExactly(Kind.SAMPLE_RATIO_MISMATCH, Kind.GUARDRAIL_CROSSED);
        assertThat(alerts.list("other", null, 10, 0)).isEmpty();
        assertThat(sent())
                .extracting(Delivery::target)
                .containsExactly("https://a.example/", "b@example.com", "b@example.com");
    }

    @Test
    void provenHarm_pausesAnExperimentThatAskedForIt_andSaysSo() {
        Experiment experiment = running(true);
        alerts.receive(alert(experiment, Kind.GUARDRAIL_HARMED));
        alerts.settleOpen();

        assertThat(status(experiment)).isEqualTo(ExperimentStatus.PAUSED);
        assertThat(alerts.list(WORKSPACE, null, 10, 0)).singleElement().satisfies(kept -> assertThat(kept.pausedAt())
                .isNotNull());
        assertThat(sent().get(1).body()).contains("paused because of it");
    }

    @Test
    void provenHarm_isPausedForAtMostOnce() {
        Experiment experiment = running(true);
        alerts.receive(alert(experiment, Kind.GUARDRAIL_HARMED));
        alerts.settleOpen();
        experiments.move(WORKSPACE, experiment.id(), Transition.RESUME, Conclusion.NONE);
        alerts.receive(alert(experiment, Kind.GUARDRAIL_HARMED));
        alerts.settleOpen();

        assertThat(status(experiment)).isEqualTo(ExperimentStatus.RUNNING);
    }

    @Test
    void harm_withoutTheSetting_orACrossedThreshold_pausesNothing() {
        Experiment quiet = running(false);
        Experiment asking = running(true);
        alerts.receive(alert(quiet, Kind.GUARDRAIL_HARMED));
        alerts.receive(alert(asking, Kind.GUARDRAIL_CROSSED));
        alerts.settleOpen();

        assertThat(status(quiet)).isEqualTo(ExperimentStatus.RUNNING);
        assertThat(status(asking)).isEqualTo(ExperimentStatus.RUNNING);
    }

    @Test
    void pause_thatCannotBeAnnouncedYet_leavesTheAlertOpen() {
        Experiment experiment = running(true);
        alerts.receive(alert(experiment, Kind.GUARDRAIL_HARMED));
        kafkaThere = false;
        alerts.settleOpen();
        assertThat(sent()).isEmpty();
        kafkaThere = true;
        alerts.settleOpen();

        assertThat(alerts.list(WORKSPACE, null, 10, 0).get(0).pausedAt()).isNotNull();
        assertThat(sent()).hasSize(2);
    }

    @Test
    void alertThatCannotBeSettled_staysOpen_andTheOthersAreSettled() {
        Experiment broken = running(false);
        Experiment other = running(false);
        for (int epoch = 0; epoch < 150; epoch++) {
            alerts.receive(alert(broken, Kind.GUARDRAIL_CROSSED, epoch));
        }
        alerts.receive(alert(other, Kind.GUARDRAIL_CROSSED));
        unwritable = broken.id();
        alerts.settleOpen();
        alerts.settleOpen();
        assertThat(sent()).as("150 older ones fail").hasSize(2);

        unwritable = "";
        alerts.settleOpen();
        assertThat(store.open(1_000)).isEmpty();
    }

    private String json(KeptAlert kept) {
        if (kept.alert().experimentId().equals(unwritable)) {
            throw new IllegalStateException("has no JSON form");
        }
        return "{}";
    }

    @Test
    void sentence_quotesTheFigures() {
        assertThat(AlertMessages.sentence(alert(running(false), Kind.GUARDRAIL_HARMED)))
                .isEqualTo("Guardrail bounce_rate of variant b is proven harmed: 0.41 against 0.3 in control"
                        + " (margin 0.315, p=0.001).");
    }

    private List<Delivery> sent() {
        return queue.claim(100, clock.instant().plusSeconds(1), Duration.ofMinutes(1));
    }

    private ExperimentStatus status(Experiment experiment) {
        return ((Outcome.Done<Experiment>) experiments.get(WORKSPACE, experiment.id()))
                .value()
                .status();
    }

    private Experiment running(boolean autoPause) {
        ExperimentDraft plain = SampleExperiments.draft();
        ExperimentDraft draft = new ExperimentDraft(
                plain.description(),
                plain.variants(),
                plain.targetMetric(),
                plain.guardrails(),
                plain.plan(),
                autoPause,
                plain.metrics());
        Experiment created = ((Outcome.Done<Experiment>) experiments.create(WORKSPACE, draft)).value();
        experiments.move(WORKSPACE, created.id(), Transition.START, Conclusion.NONE);
        return created;
    }

    private static Alert alert(Experiment experiment, Kind kind) {
        return alert(experiment, kind, 0);
    }

    private static Alert alert(Experiment experiment, Kind kind, int epoch) {
        AlertRule rule =
                kind == Kind.SAMPLE_RATIO_MISMATCH ? AlertRule.SAMPLE_RATIO : new AlertRule(kind, "bounce_rate", "b");
        return new Alert(
                Alert.id(experiment.id(), 1, rule, epoch),
                WORKSPACE,
                experiment.id(),
                1,
                epoch,
                rule,
                AlertFigures.measured(0.41, 0.3, 0.315, 0.001, 900),
                Instant.EPOCH.toEpochMilli(),
                5);
    }
}
