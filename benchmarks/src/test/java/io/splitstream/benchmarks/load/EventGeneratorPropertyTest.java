package io.splitstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
            assertThat(normalized(expected.get(index))).isEqualTo(normalized(recompute(target, sent)));
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

    private static ExpectedExperiment recompute(LoadTarget target, List<LoadEvent> sent) {
        Map<String, Map<String, LoadEvent>> users = new HashMap<>();
        for (LoadEvent event : sent) {
            LoadEvent before = users.computeIfAbsent(event.userId(), user -> new TreeMap<>())
                    .putIfAbsent(event.eventId(), event);
            assertThat(before).as("a copy is equal to its original").isIn(null, event);
        }
        Map<String, List<List<LoadEvent>>> byVariant = new HashMap<>();
        long crossovers = 0;
        long events = 0;
        for (Map<String, LoadEvent> byId : users.values()) {
            events += byId.size();
            Set<String> variants =
                    byId.values().stream().map(LoadEvent::variantId).collect(Collectors.toSet());
            if (variants.size() > 1) {
                crossovers++;
            } else {
                byVariant
                        .computeIfAbsent(variants.iterator().next(), variant -> new ArrayList<>())
                        .add(List.copyOf(byId.values()));
            }
        }
        return new ExpectedExperiment(
                target.experimentId(),
                target.variantIds().stream()
                        .map(variant -> recompute(variant, byVariant.getOrDefault(variant, List.of())))
                        .toList(),
                crossovers,
                events,
                sent.size() - events);
    }

    private static ExpectedVariant recompute(String variantId, List<List<LoadEvent>> users) {
        List<LoadEvent> all = users.stream().flatMap(List::stream).toList();
        Predicate<LoadEvent> conversion = event -> event.type() == EventType.CONVERSION;
        Predicate<LoadEvent> rating = event -> event.type() == EventType.RATING;
        List<List<LoadEvent>> sessions =
                users.stream().flatMap(user -> sessions(user).stream()).toList();
        return new ExpectedVariant(
                variantId,
                users.size(),
                count(all, event -> event.type() == EventType.IMPRESSION),
                count(all, event -> event.type() == EventType.CLICK),
                count(all, conversion),
                users.stream()
                        .filter(user -> user.stream().anyMatch(conversion))
                        .count(),
                count(all, rating),
                sum(all, rating),
                count(all, conversion.and(event -> event.value() != null)),
                sum(all, conversion),
                sessions.size(),
                sessions.stream()
                        .filter(session -> session.size() == 1 && session.get(0).type() == EventType.IMPRESSION)
                        .count());
    }

    private static List<List<LoadEvent>> sessions(List<LoadEvent> user) {
        List<List<LoadEvent>> sessions = new ArrayList<>();
        Instant last = Instant.MIN;
        for (LoadEvent event :
                user.stream().sorted(Comparator.comparing(LoadEvent::timestamp)).toList()) {
            if (sessions.isEmpty() || event.timestamp().isAfter(last.plusSeconds(1_800))) {
                sessions.add(new ArrayList<>());
            }
            sessions.get(sessions.size() - 1).add(event);
            last = event.timestamp();
        }
        return sessions;
    }

    private static long count(List<LoadEvent> events, Predicate<LoadEvent> which) {
        return events.stream().filter(which).count();
    }

    private static BigDecimal sum(List<LoadEvent> events, Predicate<LoadEvent> which) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LoadEvent event : events) {
            BigDecimal value = event.value();
            if (which.test(event) && value != null) {
                sum = sum.add(value);
            }
        }
        return sum;
    }

    /** Equal sums with equal scales, so that records compare. */
    private static ExpectedExperiment normalized(ExpectedExperiment one) {
        return new ExpectedExperiment(
                one.experimentId(),
                one.variants().stream()
                        .map(v -> new ExpectedVariant(
                                v.variantId(),
                                v.users(),
                                v.impressions(),
                                v.clicks(),
                                v.conversions(),
                                v.converters(),
                                v.ratings(),
                                v.ratingSum().setScale(4),
                                v.orders(),
                                v.revenue().setScale(4),
                                v.sessions(),
                                v.bounces()))
                        .toList(),
                one.crossovers(),
                one.events(),
                one.copies());
    }
}
