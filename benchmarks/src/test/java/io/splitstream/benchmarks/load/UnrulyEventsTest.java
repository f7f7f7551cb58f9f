package io.splitstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UnrulyEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LoadTarget ONE = new LoadTarget("exp_1", List.of("a", "b"));
    private static final LoadTarget OTHER = new LoadTarget("exp_2", List.of("c", "d", "e"));
    private static final LoadTarget WIDER = new LoadTarget("exp_1", List.of("a", "b", "f"));

    @Property(tries = 20)
    void expectation_afterAnyNumberOfEvents_equalsRecomputationFromThem(@ForAll long seed) {
        UnrulyEvents events = new UnrulyEvents(seed, CLOCK);
        events.open(ONE);
        List<LoadEvent> sent = take(events, 3_000);
        events.open(OTHER);
        sent.addAll(take(events, 3_000));
        events.widen(WIDER);
        sent.addAll(take(events, 20_000));

        for (LoadTarget target : List.of(WIDER, OTHER)) {
            List<LoadEvent> own = sent.stream()
                    .filter(event -> event.experimentId().equals(target.experimentId()))
                    .toList();
            ExpectedExperiment expected = events.expectation(target.experimentId());
            assertThat(Recomputed.normalized(expected)).isEqualTo(Recomputed.of(target, own, event -> event.timestamp()
                    .isBefore(NOW.minus(Duration.ofDays(7)))));
            assertThat(expected.crossovers()).isPositive();
            assertThat(expected.lateEvents()).isPositive();
            assertThat(expected.copies()).isPositive();
            assertThat(expected.variants())
                    .allSatisfy(variant -> assertThat(variant.users()).isPositive());
        }
    }

    @Test
    void next_events_areOutOfOrderAndSentAgainLongAfter() {
        UnrulyEvents events = new UnrulyEvents(7, CLOCK);
        events.open(ONE);
        List<LoadEvent> sent = take(events, 20_000);

        Set<LoadEvent> early = new HashSet<>(sent.subList(0, 1_000));
        assertThat(sent.subList(15_000, 20_000).stream().filter(early::contains))
                .as("copies of the first events, long after")
                .isNotEmpty();
        assertThat(sent.stream().map(LoadEvent::timestamp).toList())
                .isNotEqualTo(sent.stream().map(LoadEvent::timestamp).sorted().toList());
    }

    @Test
    void close_experiment_noEventGoesThereAnyMore() {
        UnrulyEvents events = new UnrulyEvents(7, CLOCK);
        events.open(ONE);
        events.open(OTHER);
        take(events, 2_000);
        events.close(ONE.experimentId());

        assertThat(take(events, 2_000)).allMatch(event -> event.experimentId().equals(OTHER.experimentId()));
    }

    @Test
    void widen_variantsOutOfPlace_isRefused() {
        UnrulyEvents events = new UnrulyEvents(7, CLOCK);
        events.open(ONE);

        assertThatThrownBy(() -> events.widen(new LoadTarget("exp_1", List.of("b", "a", "f"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<LoadEvent> take(UnrulyEvents events, int count) {
        List<LoadEvent> taken = new ArrayList<>();
        for (int i = 0; i < count && events.hasNext(); i++) {
            taken.add(events.next());
        }
        return taken;
    }
}
