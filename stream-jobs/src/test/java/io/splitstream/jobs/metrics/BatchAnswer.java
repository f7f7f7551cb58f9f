package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.archive.core.ArchivedEvent;
import io.splitstream.jobs.metrics.LoggedHistory.Identity;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.RecountedUser;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsAccumulator;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.UserKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rows must hold, counted anew from a set of events at once. */
final class BatchAnswer {
    private final Map<UserKey, List<CountableEvent>> events = new HashMap<>();
    private final Map<UserKey, List<Enrolment>> enrolments = new HashMap<>();
    private final Map<UserKey, Long> copies = new HashMap<>();

    private BatchAnswer() {}

    /** From the journal: of each identity the first record. */
    static BatchAnswer of(List<LogEntry> journal) {
        BatchAnswer answer = new BatchAnswer();
        Set<Identity> seen = new HashSet<>();
        for (LogEntry entry : journal) {
            if (entry instanceof Enrolment enrolment) {
                answer.enrolments
                        .computeIfAbsent(
                                new UserKey(enrolment.experimentId(), enrolment.userId()), absent -> new ArrayList<>())
                        .add(enrolment);
            } else if (entry instanceof CountableEvent event) {
                if (seen.add(new Identity(event.experimentId(), event.userId(), event.eventId()))) {
                    answer.add(event);
                } else {
                    answer.copies.merge(new UserKey(event.experimentId(), event.userId()), 1L, Long::sum);
                }
            }
        }
        return answer;
    }

    /** From the archive; what the archive does not hold, assignments and the number of copies, from the journal. */
    static BatchAnswer of(List<LogEntry> journal, Collection<ArchivedEvent> archive) {
        BatchAnswer answer = of(journal);
        answer.events.clear();
        archive.forEach(archived -> answer.add(CountableEvent.of(archived.event(), archived.loggedAt())));
        return answer;
    }

    /**
     * The statistics of each key of some definitions that are not zero.
     *
     * @param maturedUntil log time by which windows count as closed, milliseconds since the epoch
     */
    Map<StatisticsKey, Statistics> statistics(List<ExperimentDefinition> definitions, long maturedUntil) {
        Map<StatisticsKey, StatisticsAccumulator> sums = new HashMap<>();
        for (ExperimentDefinition definition : definitions) {
            for (UserKey user : events.keySet()) {
                if (user.experimentId().equals(definition.experimentId())) {
                    sums.computeIfAbsent(
                                    new StatisticsKey(
                                            definition.experimentId(),
                                            definition.version(),
                                            Shards.bucketOf(Shards.of(user.userId()))),
                                    absent -> new StatisticsAccumulator(
                                            definition.metrics().layout()))
                            .change(Contribution.NOTHING, contribution(user, definition, maturedUntil));
                }
            }
        }
        Map<StatisticsKey, Statistics> statistics = new HashMap<>();
        sums.forEach((key, sum) -> statistics.put(key, sum.statistics()));
        return statistics;
    }

    private Contribution contribution(UserKey user, ExperimentDefinition definition, long maturedUntil) {
        Contribution counted = RecountedUser.contribution(
                events.getOrDefault(user, List.of()),
                enrolments.getOrDefault(user, List.of()),
                definition,
                maturedUntil);
        return new Contribution(
                counted.cell(),
                counted.crossover(),
                counted.measures(),
                counted.events(),
                copies.getOrDefault(user, 0L),
                counted.late());
    }

    private void add(CountableEvent event) {
        events.computeIfAbsent(new UserKey(event.experimentId(), event.userId()), absent -> new ArrayList<>())
                .add(event);
    }
}
