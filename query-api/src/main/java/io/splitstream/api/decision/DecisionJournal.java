package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.platform.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what is concluded of every experiment, when it changes, so that analysts read what the API answers. One
 * process at a time runs it; should an earlier one wake up, its records are of an earlier time and give way.
 *
 * <p>An experiment that events may come for is looked at every ten seconds, at the most 25 of them a round, and written
 * when its figures differ from those written last. What was written is known by this process alone: another one writes
 * each experiment once more.
 */
public final class DecisionJournal {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionJournal.class);
    private static final int ROUND = 25;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** Events are taken for a day after completion. */
    private static final Duration AFTERMATH = Duration.ofDays(2);

    private static final int REMEMBERED = 1_000;

    private final DecisionLooks looks;
    private final Decisions decisions;
    private final DecisionLog log;
    private final Clock clock;
    // The newest thousand, by experiment.
    private final Map<String, Long> named = new LinkedHashMap<>();
    private final Map<String, DecisionRecord.Figures> written = new LinkedHashMap<>();

    public DecisionJournal(DecisionLooks looks, Decisions decisions, DecisionLog log, Clock clock) {
        this.looks = looks;
        this.decisions = decisions;
        this.log = log;
        this.clock = clock;
    }

    /** Looks at the experiments whose turn it is. */
    public synchronized void round() {
        Instant now = clock.instant();
        List<Experiment> due = looks.due(now.minus(PAUSE), now.minus(AFTERMATH), ROUND);
        if (due.isEmpty()) {
            return;
        }
        List<Experiment> renamed = due.stream()
                .filter(experiment -> !Objects.equals(named.get(experiment.id()), experiment.revision()))
                .toList();
        List<DecisionRecord> changed = due.stream()
                .map(this::record)
                .flatMap(Optional::stream)
                .filter(record ->
                        !record.figures().equals(written.get(record.experiment().id())))
                .toList();
        write(renamed, log::name, Experiment::id);
        renamed.forEach(experiment -> remember(named, experiment.id(), experiment.revision()));
        write(changed, log::write, record -> record.experiment().id());
        changed.forEach(record -> remember(written, record.experiment().id(), record.figures()));
        looks.looked(due, now);
    }

    /** What is concluded; nothing of an experiment that cannot be concluded on, so that the others are. */
    private Optional<DecisionRecord> record(Experiment experiment) {
        try {
            return decisions.record(experiment);
        } catch (UnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("nothing can be concluded on experiment {}", experiment.id(), e);
            return Optional.empty();
        }
    }

    /** Writes all at once; where one is refused, one by one, so that it is left out until it changes and no other is. */
    private static <T> void write(List<T> all, Consumer<List<T>> log, Function<T, String> experimentId) {
        try {
            log.accept(all);
        } catch (RefusedRecordException e) {
            if (all.size() > 1) {
                all.forEach(one -> write(List.of(one), log, experimentId));
            } else {
                all.forEach(one -> LOG.error("what is said of experiment {} is refused", experimentId.apply(one), e));
            }
        }
    }

    private static <T> void remember(Map<String, T> memory, String experimentId, T value) {
        memory.remove(experimentId);
        memory.put(experimentId, value);
        if (memory.size() > REMEMBERED) {
            memory.remove(memory.keySet().iterator().next());
        }
    }
}
