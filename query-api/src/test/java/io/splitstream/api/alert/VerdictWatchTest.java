package io.splitstream.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.decision.Decisions;
import io.splitstream.api.decision.InMemoryDecisions;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.SampleExperiments;
import io.splitstream.api.results.FakeResultSource;
import io.splitstream.api.results.Results;
import io.splitstream.contracts.alert.AlertRule;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class VerdictWatchTest {
    private final InMemoryAlerts store = new InMemoryAlerts();
    private final Experiment experiment = SampleExperiments.running();

    @Test
    void round_aVerdictThatStaysCONTINUE_raisesNothing() {
        store.runs(experiment);
        watchAt(SampleExperiments.START.plusSeconds(30)).round();
        watchAt(SampleExperiments.START.plusSeconds(31)).round();

        assertThat(store.open(10)).isEmpty();
        assertThat(store.verdict(experiment.id())).hasValue(new AlertStore.LastVerdict("CONTINUE", 0));
    }

    @Test
    void round_aVerdictThatBecomesAnother_raisesOneAlertPerChange() {
        store.runs(experiment);
        watchAt(SampleExperiments.START.plusSeconds(30)).round();
        // Nothing was counted for ten minutes: the results are behind.
        watchAt(SampleExperiments.START.plusSeconds(600)).round();
        watchAt(SampleExperiments.START.plusSeconds(602)).round();
        watchAt(SampleExperiments.START.plusSeconds(30)).round();

        assertThat(store.open(10)).hasSize(2);
        assertThat(store.open(10)).allSatisfy(alert -> assertThat(alert.rule()).isEqualTo(AlertRule.VERDICT));
        assertThat(store.open(10).get(0).figures().verdict()).isEqualTo("INVESTIGATE");
        assertThat(store.open(10).get(0).figures().previousVerdict()).isEqualTo("CONTINUE");
        assertThat(store.open(10).get(1).figures().verdict()).isEqualTo("CONTINUE");
    }

    @Test
    void round_anExperimentThatNothingCanBeSaidOf_hadItsTurnAndLeavesTheOthersTheirs() {
        store.runs(SampleExperiments.withoutControl("exp_0", experiment), experiment);
        watchAt(SampleExperiments.START.plusSeconds(30)).round();

        assertThat(store.verdict("exp_0")).as("its look is noted").isPresent();
        assertThat(store.verdict(experiment.id())).isPresent();
    }

    private VerdictWatch watchAt(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Results results = new Results(new FakeResultSource(), clock);
        return new VerdictWatch(store, new Decisions(results, new InMemoryDecisions(), clock), clock);
    }
}
