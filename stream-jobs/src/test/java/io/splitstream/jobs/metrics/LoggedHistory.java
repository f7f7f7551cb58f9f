package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.event.Assignment;
import io.splitstream.contracts.event.EventRecord;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.LogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An event log made from a seed: copies that differ from their original, late events, timestamps out of order,
 * crossovers, assignments; and definitions that change the allocation, and at last the version.
 *
 * @param partitions the records of each partition, in their order
 * @param definitions in the order of their revisions; the last one is of version 2
 */
record LoggedHistory(List<List<Logged>> partitions, List<ExperimentDefinition> definitions) {
    private static final int PARTITIONS = 3;
    private static final int USERS = 40;
    private static final int RECORDS = 500;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final List<String> TYPES = List.of("impression", "impression", "click", "conversion", "rating");

    /** A record and its place. */
    record Logged(int partition, long offset, long loggedAt, EventRecord value) {
        /** What the metrics keep of it. */
        LogEntry entry() {
            return value instanceof ExperimentEvent event
                    ? CountableEvent.of(event, loggedAt)
                    : Enrolment.of((Assignment) value);
        }
    }

    static LoggedHistory of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Logged>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new ArrayList<>());
        }
        Map<String, List<ExperimentEvent>> sent = new HashMap<>();
        for (int i = 0; i < RECORDS; i++) {
            int user = random.nextInt(USERS);
            List<Logged> partition = partitions.get(user % PARTITIONS);
            long loggedAt = Fixtures.NOON + i * 7L;
            partition.add(new Logged(
                    user % PARTITIONS, partition.size(), loggedAt, value(random, "user-" + user, i, loggedAt, sent)));
        }
        return new LoggedHistory(
                partitions,
                List.of(
                        Fixtures.definition(1, 1, 0),
                        Fixtures.definition(1, 2, 0, Fixtures.NOON - DAY),
                        Fixtures.definition(2, 3, 0, Fixtures.NOON - DAY, Fixtures.NOON)));
    }

    /** What the metrics keep of every record, one partition after the other. */
    List<LogEntry> journal() {
        return partitions.stream().flatMap(List::stream).map(Logged::entry).toList();
    }

    /** The number of events that count once, of those logged up to a time. */
    long identitiesUpTo(long loggedAt) {
        return partitions.stream()
                .flatMap(List::stream)
                .filter(logged -> logged.loggedAt() <= loggedAt)
                .filter(logged -> logged.value() instanceof ExperimentEvent)
                .map(logged -> Identity.of((ExperimentEvent) logged.value()))
                .distinct()
                .count();
    }

    private static EventRecord value(
            SplittableRandom random, String user, int i, long loggedAt, Map<String, List<ExperimentEvent>> sent) {
        if (random.nextInt(20) == 0) {
            return new Assignment("acme", Fixtures.EXPERIMENT, user, "a", random.nextInt(2), loggedAt, Map.of());
        }
        List<ExperimentEvent> before = sent.computeIfAbsent(user, absent -> new ArrayList<>());
        boolean copy = !before.isEmpty() && random.nextInt(4) == 0;
        String id = copy ? before.get(random.nextInt(before.size())).eventId() : "id-" + i;
        int home = Math.floorMod(user.hashCode(), 2);
        boolean crosses = Math.floorMod(user.hashCode(), 5) == 0 && random.nextInt(3) == 0;
        String variant = (crosses ? 1 - home : home) == 0 ? "a" : "b";
        long age = random.nextInt(15) == 0 ? 8 * DAY : random.nextLong(3 * DAY);
        ExperimentEvent event = event(random, user, id, variant, loggedAt - age);
        if (!copy) {
            before.add(event);
        }
        return event;
    }

    private static ExperimentEvent event(
            SplittableRandom random, String user, String id, String variant, long timestamp) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        // Large and odd, so that sums of squares do not fit a double.
        @Nullable
        Long value = type.equals("conversion") || type.equals("rating") ? random.nextLong(1L << 40) * 2 + 1 : null;
        return new ExperimentEvent(
                id,
                "acme",
                Fixtures.EXPERIMENT,
                variant,
                user,
                type,
                value,
                null,
                null,
                timestamp,
                false,
                timestamp,
                "sommos",
                "desktop",
                "10.0.0.0");
    }

    /** What makes two records copies of each other. */
    record Identity(String experimentId, String userId, String eventId) {
        static Identity of(ExperimentEvent event) {
            return new Identity(event.experimentId(), event.userId(), event.eventId());
        }
    }
}
