package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.jobs.archive.core.ArchivedEvent;
import io.splitstream.jobs.metrics.LoggedHistory.Identity;
import io.splitstream.jobs.metrics.LoggedHistory.Logged;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.RecountedUser;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsAccumulator;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the rows must hold, counted anew from a set of events at once. */
final class BatchAnswer {
    private final Map<String, List<CountableEvent>> events = new TreeMap<>();
    private final Map<String, List<Enrolment>> enrolments = new HashMap<>();
    private final Map<String, Long> copies = new HashMap<>();

    private BatchAnswer() {}

    /** From the journal: of each identity the first record. */
    static BatchAnswer of(LoggedHistory history) {
        BatchAnswer answer = of(history, List.of());
        Map<Identity, Logged> firsts = new HashMap<>();
        for (List<Logged> partition : history.partitions()) {
            for (Logged logged : partition) {
                if (logged.value() instanceof ExperimentEvent event
                        && firsts.putIfAbsent(Identity.of(event), logged) == null) {
                    answer.add(CountableEvent.of(event, logged.loggedAt()));
                }
            }
        }
        return answer;
    }

    /** From the archive; what the archive does not hold, assignments and the number of copies, from the journal. */
    static BatchAnswer of(LoggedHistory history, Collection<ArchivedEvent> archive) {
        BatchAnswer answer = new BatchAnswer();
        archive.forEach(archived -> answer.add(CountableEvent.of(archived.event(), archived.loggedAt())));
        Map<Identity, Logged> seen = new HashMap<>();
        for (List<Logged> partition : history.partitions()) {
            for (Logged logged : partition) {
                if (logged.entry() instanceof Enrolment enrolment) {
                    answer.enrolments
                            .computeIfAbsent(enrolment.userId(), absent -> new ArrayList<>())
                            .add(enrolment);
                } else if (logged.value() instanceof ExperimentEvent event
                        && seen.putIfAbsent(Identity.of(event), logged) != null) {
                    answer.copies.merge(event.userId(), 1L, Long::sum);
                }
            }
        }
        return answer;
    }

    /** The statistics of each key that are not zero. */
    Map<StatisticsKey, Statistics> statistics(ExperimentDefinition definition) {
        Map<StatisticsKey, StatisticsAccumulator> sums = new HashMap<>();
        events.forEach((user, ofUser) -> {
            Contribution counted = RecountedUser.contribution(
                    ofUser, enrolments.getOrDefault(user, List.of()), definition, Long.MIN_VALUE);
            Contribution whole = new Contribution(
                    counted.cell(),
                    counted.crossover(),
                    counted.measures(),
                    counted.events(),
                    copies.getOrDefault(user, 0L),
                    counted.late());
            sums.computeIfAbsent(
                            new StatisticsKey(
                                    definition.experimentId(), definition.version(), Shards.bucketOf(Shards.of(user))),
                            absent -> new StatisticsAccumulator(
                                    definition.metrics().layout()))
                    .change(Contribution.NOTHING, whole);
        });
        Map<StatisticsKey, Statistics> statistics = new HashMap<>();
        sums.forEach((key, sum) -> statistics.put(key, sum.statistics()));
        return statistics;
    }

    private void add(CountableEvent event) {
        events.computeIfAbsent(event.userId(), absent -> new ArrayList<>()).add(event);
    }
}
