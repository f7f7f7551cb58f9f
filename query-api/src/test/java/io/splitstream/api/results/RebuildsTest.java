package io.splitstream.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.platform.Workers;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.evidence.Cells;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebuildsTest {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock();
    private final FakeResultSource source = new FakeResultSource();
    private final InMemoryGenerations store = new InMemoryGenerations();
    private final Workers workers = new Workers("rebuild", 1, 8, new SimpleMeterRegistry());
    private final Rebuilds rebuilds = new Rebuilds(new Results(source, clock), store, workers, clock);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void start_archiveHasNotSaidHowFarItReaches_isRefused() {
        assertThat(rebuilds.start(definition(1))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void start_writesAllBucketsInBoundedSteps_thenReadersSeeThem() throws InterruptedException {
        completeUntil(EARLY);
        store.hold(2_500_000, 0);

        run(1);

        assertThat(store.written()).containsExactly("1:0-5", "1:5-10", "1:10-16");
        assertThat(store.active("e")).hasValueSatisfying(active -> {
            assertThat(active.number()).isEqualTo(1);
            assertThat(active.frontier()).isEqualTo(EARLY);
        });
    }

    @Test
    void start_fewUsersOfManyEvents_takesFewerSteps() throws InterruptedException {
        completeUntil(EARLY);
        store.hold(new GenerationStore.Extent(3_500_000, 100_000), 0);

        run(1);

        assertThat(store.written()).containsExactly("1:0-8", "1:8-16");
    }

    @Test
    void start_afterOneThatWasCutOff_writesOverItsRows() throws InterruptedException {
        completeUntil(EARLY);
        store.hold(2_500_000, 0);
        store.failure(new UnavailableException("gone", null));
        run(1);
        assertThat(store.active("e")).isEmpty();
        assertThat(rebuilds.status("e").failure()).contains("gone");

        store.failure(null);
        run(1);

        assertThat(store.written()).containsExactly("1:0-5", "1:0-5", "1:5-10", "1:10-16");
        assertThat(rebuilds.status("e").failure()).isNull();
    }

    @Test
    void follow_nothingLoggedSince_onlyMovesTheFrontier() throws InterruptedException {
        completeUntil(EARLY);
        run(1);
        completeUntil(EARLY.plusSeconds(5));

        rebuilds.follow((workspace, id) -> Optional.of(definition(1)));

        assertThat(store.written()).hasSize(1);
        assertThat(frontier()).isEqualTo(EARLY.plusSeconds(5));
    }

    @Test
    void follow_somethingLoggedSinceOrAnotherVersion_countsAgain() throws InterruptedException {
        completeUntil(EARLY);
        run(1);
        store.hold(10, 1);
        completeUntil(EARLY.plusSeconds(5));
        rebuilds.follow((workspace, id) -> Optional.of(definition(1)));
        assertThat(store.written()).hasSize(2);

        store.hold(10, 0);
        completeUntil(EARLY.plusSeconds(10));
        rebuilds.follow((workspace, id) -> Optional.of(definition(2)));
        assertThat(store.written()).hasSize(3);
        assertThat(store.active("e").map(Generation::version)).contains(2);
    }

    @Test
    void follow_anotherVersion_isWrittenBesideWhatReadersSeeUntilItIsWhole() throws InterruptedException {
        completeUntil(EARLY);
        run(1);
        store.hold(2_500_000, 0);
        store.failure(new UnavailableException("gone", null));
        completeUntil(EARLY.plusSeconds(5));
        rebuilds.follow((workspace, id) -> Optional.of(definition(2)));
        assertThat(store.active("e").map(Generation::number)).contains(1);
        assertThat(store.active("e").map(Generation::version)).contains(1);

        store.failure(null);
        rebuilds.follow((workspace, id) -> Optional.of(definition(2)));

        assertThat(store.written()).containsExactly("1:0-16", "2:0-5", "2:0-5", "2:5-10", "2:10-16");
        assertThat(store.active("e").map(Generation::number)).contains(2);
        assertThat(store.active("e").map(Generation::version)).contains(2);
        assertThat(frontier()).isEqualTo(EARLY.plusSeconds(5));
    }

    @Test
    void follow_longOver_countsNothingAndMovesTheFrontierOnceAnHour() throws InterruptedException {
        Duration day = Duration.ofDays(1);
        ExperimentDefinition over = completed(EARLY, day);
        Instant settled = EARLY.plus(Duration.ofDays(7)).plus(day);
        completeUntil(settled);
        run(over);
        store.hold(10, 1);
        completeUntil(settled.plusSeconds(5));
        rebuilds.follow((workspace, id) -> Optional.of(over));
        assertThat(store.written()).as("a window may close yet").hasSize(2);

        completeUntil(settled.plusSeconds(3_604));
        rebuilds.follow((workspace, id) -> Optional.of(over));
        assertThat(frontier()).isEqualTo(settled.plusSeconds(5));
        completeUntil(settled.plusSeconds(3_605));
        rebuilds.follow((workspace, id) -> Optional.of(over));

        assertThat(store.written()).hasSize(2);
        assertThat(frontier()).isEqualTo(settled.plusSeconds(3_605));
    }

    @Test
    void goBack_whileItIsFollowed_staysAtTheLiveRows() throws InterruptedException {
        completeUntil(EARLY);
        run(1);
        Generation seen = store.active("e").orElseThrow();
        clock.advance(Duration.ofSeconds(1));

        rebuilds.goBack(definition(1));
        // Who followed the rebuilt generation all the while comes late.
        store.activate(seen.advanced(1, 1, EARLY.plusSeconds(5)));

        assertThat(store.active("e").map(Generation::number)).contains(Generation.LIVE);
    }

    private void run(int version) throws InterruptedException {
        run(definition(version));
    }

    private void run(ExperimentDefinition definition) throws InterruptedException {
        assertThat(rebuilds.start(definition)).isInstanceOf(Outcome.Done.class);
        for (int i = 0; i < 500 && rebuilds.status("e").building() != null; i++) {
            Thread.sleep(10);
        }
        assertThat(rebuilds.status("e").building()).isNull();
    }

    private Instant frontier() {
        return store.active("e").orElseThrow().frontier();
    }

    private void completeUntil(Instant time) {
        source.statistics(new ExperimentStatistics(1, Cells.NONE, 0, 0, 0, 0, time));
        clock.advance(Duration.ofSeconds(1));
    }

    private static ExperimentDefinition completed(Instant at, Duration window) {
        CustomMetric spend = new CustomMetric(
                "spend",
                "purchase",
                CustomMetric.Aggregation.SUM,
                null,
                CustomMetric.USERS,
                Metric.Direction.UP,
                null,
                window.toMillis());
        return new ExperimentDefinition(
                "e",
                "w",
                "name",
                ExperimentStatus.COMPLETED,
                1,
                1,
                List.of(),
                List.of(new WeightEpoch(0, 0, Map.of())),
                at.toEpochMilli(),
                null,
                new MetricPlan(List.of(spend), null, true));
    }

    private static ExperimentDefinition definition(int version) {
        return new ExperimentDefinition(
                "e",
                "w",
                "name",
                ExperimentStatus.RUNNING,
                version,
                version,
                List.of(),
                List.of(new WeightEpoch(0, 0, Map.of())),
                null);
    }
}
