package io.splitstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The expectation against a recomputation from the events as they were handed out. */
class EventGeneratorPropertyTest {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<LoadTarget> TARGETS =
            List.of(new LoadTarget("exp_1", List.of("a", "b")), new LoadTarget("exp_2", List.of("c", "d", "e")));

    @Property(tries = 100)
    void expectation_anyPlan_equalsRecomputationFromEmittedEvents(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 3_000) long events,
            @ForAll @IntRange(min = 1, max = 200) int users,
            @ForAll @DoubleRange(min = 0, max = 1) double copies,
            @ForAll @DoubleRange(min = 0, max = 1) double crossovers) {
        LoadPlan plan =
                LoadPlan.of(seed, events, users, END).withCopyShare(copies).withCrossoverShare(crossovers);
        EventGenerator generator = new EventGenerator(plan, TARGETS);
        List<LoadEvent> emitted = new ArrayList<>();
        generator.forEachRemaining(emitted::add);

        List<ExpectedExperiment> expected = generator.expectation();

        assertThat(expected.stream().mapToLong(ExpectedExperiment::events).sum())
                .isEqualTo(events);
        assertThat(expected.stream().mapToLong(e -> e.events() + e.copies()).sum())
                .isEqualTo(emitted.size());
        for (int index = 0; index < TARGETS.size(); index++) {
            LoadTarget target = TARGETS.get(index);
            List<LoadEvent> sent = emitted.stream()
                    .filter(event -> event.experimentId().equals(target.experimentId()))
                    .toList();
            assertThat(Recomputed.normalized(expected.get(index)))
                    .isEqualTo(Recomputed.of(target, sent, event -> false));
        }
    }

    @Property(tries = 20)
    void next_samePlanTwice_givesTheSameEvents(@ForAll long seed) {
        LoadPlan plan = LoadPlan.of(seed, 500, 40, END);
        List<LoadEvent> first = new ArrayList<>();
        List<LoadEvent> second = new ArrayList<>();
        new EventGenerator(plan, TARGETS).forEachRemaining(first::add);
        new EventGenerator(plan, TARGETS).forEachRemaining(second::add);

        assertThat(second).isEqualTo(first);
    }
}
