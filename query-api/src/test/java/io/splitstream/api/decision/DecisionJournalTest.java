package io.splitstream.api.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.api.experiment.Course;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.experiment.SampleExperiments;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.results.FakeResultSource;
import io.splitstream.api.results.Results;
import io.splitstream.api.results.SettableClock;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.metric.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DecisionJournalTest {
    private static final Instant NOW = SampleExperiments.START.plus(Duration.ofDays(3));
    private static final Experiment EXPERIMENT =
            SampleExperiments.running(DecisionPlan.USUAL, List.of(Guardrail.of(Metric.BOUNCE_RATE)), 1);

    private final FakeResultSource source = new FakeResultSource();
    private final SettableClock clock = new SettableClock();
    private final Looks looks = new Looks();
    private final Log log = new Log();
    private final DecisionJournal journal = new DecisionJournal(
            looks, new Decisions(new Results(source, clock), new InMemoryDecisions(), clock), log, clock);

    private static final class Looks implements DecisionLooks {
        private List<Experiment> due = List.of(EXPERIMENT);
        private final List<Experiment> looked = new ArrayList<>();

        @Override
        public List<Experiment> due(Instant lookedBefore, Instant completedAfter, int most) {
            assertThat(lookedBefore).isBefore(NOW.plusSeconds(3_600));
            return due;
        }

        @Override
        public void looked(List<Experiment> experiments, Instant now) {
            looked.addAll(experiments);
        }
    }

    private static final class Log implements DecisionLog {
        private final List<Experiment> named = new ArrayList<>();
        private final List<DecisionRecord> written = new ArrayList<>();
        private boolean away;
        private String refused = "";
        private int refusals;

        @Override
        public void name(List<Experiment> experiments) {
            if (away) {
                throw new UnavailableException("away", null);
            }
            if (experiments.stream().anyMatch(experiment -> experiment.id().equals(refused))) {
                refusals++;
                throw new RefusedRecordException("no such time", new IllegalArgumentException());
            }
            named.addAll(experiments);
        }

        @Override
        public void write(List<DecisionRecord> records) {
            if (records.stream().anyMatch(record -> record.experiment().id().equals(refused))) {
                refusals++;
                throw new RefusedRecordException("no such time", new IllegalArgumentException());
            }
            written.addAll(records);
        }
    }

    private void counted(int converting, int later) {
        clock.advance(Duration.between(clock.instant(), NOW.plusSeconds(later)));
        source.statistics(new SampleStatistics()
                .converting("a", 5_000, 400)
                .converting("b", 5_000, converting)
                .completeUntil(NOW.plusSeconds(later)));
    }

    @Test
    void round_writesWhatTheApiConcludes() {
        counted(700, 0);

        journal.round();

        assertThat(log.named).containsExactly(EXPERIMENT);
        assertThat(looks.looked).containsExactly(EXPERIMENT);
        assertThat(log.written).hasSize(1);
        DecisionRecord record = log.written.get(0);
        assertThat(record.completeUntil()).isEqualTo(NOW);
        assertThat(record.figures().verdict()).isEqualTo(Verdict.LAUNCH);
        assertThat(record.figures().users()).isEqualTo(10_000);
        assertThat(record.figures().shares())
                .containsExactly(
                        new DecisionRecord.Share("a", 5_000, 5_000), new DecisionRecord.Share("b", 5_000, 5_000));
        assertThat(record.figures().scorecard())
                .hasSize(Metric.BUILT_IN.size())
                .filteredOn(line -> line.role() == DecisionRecord.Role.PRIMARY)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.metric()).isEqualTo(Metric.CONVERSION_RATE);
                    assertThat(line.verdict()).isEqualTo(Verdict.LAUNCH);
                    assertThat(line.comparison().absoluteLift()).isCloseTo(300.0 / 9_999, Offset.offset(1e-12));
                });
        assertThat(record.figures().scorecard())
                .filteredOn(line -> line.role() == DecisionRecord.Role.GUARDRAIL)
                .extracting(DecisionRecord.Line::metric)
                .containsExactly(Metric.BOUNCE_RATE);
        assertThat(record.figures().guardrails()).hasSize(1);
    }

    @Test
    void round_whenNothingChanged_writesNothing() {
        counted(700, 0);
        journal.round();
        counted(700, 60);
        journal.round();
        assertThat(log.written).hasSize(1);

        counted(701, 120);
        journal.round();

        assertThat(log.written).hasSize(2);
        assertThat(looks.looked).hasSize(3);
        assertThat(log.named).as("named once a revision").containsExactly(EXPERIMENT);
    }

    @Test
    void round_whileTheLogIsAway_looksAgainLater() {
        counted(700, 0);
        log.away = true;
        assertThatThrownBy(journal::round).isInstanceOf(UnavailableException.class);
        assertThat(looks.looked).isEmpty();

        log.away = false;
        journal.round();

        assertThat(log.written).hasSize(1);
        assertThat(looks.looked).hasSize(1);
    }

    @Test
    void round_withOneThatTheLogNeverTakes_writesTheOthers() {
        looks.due = List.of(SampleExperiments.named("exp_0", EXPERIMENT), EXPERIMENT);
        log.refused = "exp_0";
        counted(700, 0);

        journal.round();
        assertThat(log.named).containsExactly(EXPERIMENT);
        assertThat(log.written).extracting(DecisionRecord::experiment).containsExactly(EXPERIMENT);
        assertThat(looks.looked).hasSize(2);

        int refusals = log.refusals;
        counted(700, 60);
        journal.round();
        assertThat(log.refusals).as("once as long as it stays as it is").isEqualTo(refusals);
    }

    @Test
    void round_ofADraft_writesItsNameAlone() {
        looks.due = List.of(new Experiment(
                "exp_2",
                EXPERIMENT.workspaceId(),
                1,
                1,
                ExperimentStatus.DRAFT,
                EXPERIMENT.description(),
                EXPERIMENT.design(),
                new Course(
                        SampleExperiments.START,
                        SampleExperiments.START,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null),
                null));
        counted(700, 0);

        journal.round();

        assertThat(log.named).hasSize(1);
        assertThat(log.written).isEmpty();
    }
}
