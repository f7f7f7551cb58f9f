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

/** The expectation recomputed from the events as they were handed out, in the plainest way. */
final class Recomputed {
    private Recomputed() {}

    /** What all that was sent to a target adds up to. */
    static ExpectedExperiment of(LoadTarget target, List<LoadEvent> sent, Predicate<LoadEvent> isLate) {
        Map<String, Map<String, LoadEvent>> users = new HashMap<>();
        for (LoadEvent event : sent) {
            LoadEvent before = users.computeIfAbsent(event.userId(), user -> new TreeMap<>())
                    .putIfAbsent(event.eventId(), event);
            assertThat(before).as("a copy is equal to its original").isIn(null, event);
        }
        long late = 0;
        for (Map<String, LoadEvent> byId : users.values()) {
            late += byId.values().stream().filter(isLate).count();
            byId.values().removeIf(isLate);
        }
        users.values().removeIf(Map::isEmpty);
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
        return normalized(new ExpectedExperiment(
                target.experimentId(),
                target.variantIds().stream()
                        .map(variant -> recompute(variant, byVariant.getOrDefault(variant, List.of())))
                        .toList(),
                crossovers,
                events,
                late,
                sent.size() - events - late));
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
    static ExpectedExperiment normalized(ExpectedExperiment one) {
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
                one.lateEvents(),
                one.copies());
    }
}
