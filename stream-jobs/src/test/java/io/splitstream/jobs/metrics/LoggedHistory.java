package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.event.Assignment;
import io.splitstream.contracts.event.EventRecord;
import io.splitstream.contracts.event.EventView;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.UserKey;
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
 * <p>Of two experiments the second declares metrics of every sort. Many of its users' windows close while the log is
 * written, some only later.
 *
 * @param partitions the records of each partition, in their order
 * @param definitions of both experiments, in the order of their revisions; the last ones are of version 2
 */
record LoggedHistory(List<List<Logged>> partitions, List<List<ExperimentDefinition>> definitions) {
    private static final String DECLARING = "pricing";
    private static final int PARTITIONS = 3;
    private static final int USERS = 40;
    private static final int RECORDS = 800;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final List<String> TYPES =
            List.of("impression", "impression", "click", "conversion", "rating", "signup");

    private static final MetricPlan FEWER_METRICS =
            new MetricPlan(Fixtures.METRICS.custom().subList(0, 6), "age", true);

    /** A record and its place. */
    record Logged(int partition, long offset, long loggedAt, EventRecord value) {
        /** What the metrics keep of it. */
        LogEntry entry() {
            return value instanceof ExperimentEvent event
                    ? CountableEvent.of(EventView.of(event), loggedAt)
                    : Enrolment.of((Assignment) value);
        }
    }

    static LoggedHistory of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Logged>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new ArrayList<>());
        }
        Map<UserKey, List<ExperimentEvent>> sent = new HashMap<>();
        for (int i = 0; i < RECORDS; i++) {
            int user = random.nextInt(USERS);
            UserKey key = new UserKey(random.nextBoolean() ? Fixtures.EXPERIMENT : DECLARING, "user-" + user);
            List<Logged> partition = partitions.get(user % PARTITIONS);
            long loggedAt = Fixtures.NOON + i * 7L;
            partition.add(
                    new Logged(user % PARTITIONS, partition.size(), loggedAt, value(random, key, i, loggedAt, sent)));
        }
        return new LoggedHistory(
                partitions,
                List.of(
                        List.of(
                                Fixtures.definition(1, 1, 0),
                                declaring(Fixtures.definition(Fixtures.METRICS, 1, 1, 0))),
                        List.of(
                                Fixtures.definition(1, 2, 0, Fixtures.NOON - DAY),
                                declaring(Fixtures.definition(Fixtures.METRICS, 1, 2, 0, Fixtures.NOON - DAY))),
                        List.of(
                                Fixtures.definition(2, 3, 0, Fixtures.NOON - DAY, Fixtures.NOON),
                                declaring(Fixtures.definition(
                                        FEWER_METRICS, 2, 3, 0, Fixtures.NOON - DAY, Fixtures.NOON)))));
    }

    private static ExperimentDefinition declaring(ExperimentDefinition definition) {
        return new ExperimentDefinition(
                DECLARING,
                definition.workspaceId(),
                "Pricing",
                definition.status(),
                definition.revision(),
                definition.version(),
                definition.variants(),
                definition.weightEpochs(),
                null,
                null,
                definition.metrics());
    }

    /** The definitions, and after them further versions of both experiments, each of which declares other metrics. */
    List<List<ExperimentDefinition>> definitionsUpTo(int version) {
        List<List<ExperimentDefinition>> all = new ArrayList<>(definitions);
        for (int next = definitions.get(definitions.size() - 1).get(0).version() + 1; next <= version; next++) {
            int revision = all.size() + 1;
            all.add(List.of(
                    Fixtures.definition(next, revision, 0, Fixtures.NOON - DAY, Fixtures.NOON),
                    declaring(Fixtures.definition(
                            next % 2 == 0 ? FEWER_METRICS : Fixtures.METRICS,
                            next,
                            revision,
                            0,
                            Fixtures.NOON - DAY,
                            Fixtures.NOON))));
        }
        return all;
    }

    /** What the metrics keep of every record, one partition after the other. */
    List<LogEntry> journal() {
        return partitions.stream().flatMap(List::stream).map(Logged::entry).toList();
    }

    /** Log time of the last record. */
    long end() {
        return partitions.stream()
                .flatMap(List::stream)
                .mapToLong(Logged::loggedAt)
                .max()
                .orElseThrow();
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
            SplittableRandom random, UserKey user, int i, long loggedAt, Map<UserKey, List<ExperimentEvent>> sent) {
        if (random.nextInt(5) == 0) {
            return assignment(random, user, loggedAt);
        }
        List<ExperimentEvent> before = sent.computeIfAbsent(user, absent -> new ArrayList<>());
        boolean copy = !before.isEmpty() && random.nextInt(4) == 0;
        String id = copy ? before.get(random.nextInt(before.size())).eventId() : "id-" + i;
        int home = Math.floorMod(user.userId().hashCode(), 2);
        boolean crosses = Math.floorMod(user.userId().hashCode(), 5) == 0 && random.nextInt(3) == 0;
        String variant = (crosses ? 1 - home : home) == 0 ? "a" : "b";
        ExperimentEvent event = event(random, user, id, variant, loggedAt - age(random));
        if (!copy) {
            before.add(event);
        }
        return event;
    }

    /** Of a user whose windows are about to close, or closed before the log began. */
    private static Assignment assignment(SplittableRandom random, UserKey user, long loggedAt) {
        long assignedAt = loggedAt - (random.nextInt(6) == 0 ? 3 * DAY : Fixtures.WINDOW - random.nextLong(8_000));
        return new Assignment(
                "acme",
                user.experimentId(),
                user.userId(),
                "a",
                random.nextInt(2),
                assignedAt,
                Map.of("age", String.valueOf(random.nextInt(18, 80))));
    }

    /** How long before its record an event happened: too long, within a window's length, or within some days. */
    private static long age(SplittableRandom random) {
        if (random.nextInt(15) == 0) {
            return 8 * DAY;
        }
        return random.nextLong(random.nextBoolean() ? Fixtures.WINDOW : 3 * DAY);
    }

    private static ExperimentEvent event(
            SplittableRandom random, UserKey user, String id, String variant, long timestamp) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        // Large and odd, so that sums of squares do not fit a double.
        @Nullable
        Long value = type.equals("conversion") || type.equals("rating") ? random.nextLong(1L << 40) * 2 + 1 : null;
        return new ExperimentEvent(
                id,
                "acme",
                user.experimentId(),
                variant,
                user.userId(),
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
