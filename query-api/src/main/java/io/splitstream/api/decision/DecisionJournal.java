package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down what is concluded of every experiment, when it changes, so that analysts read what the API answers. One
 * process at a time runs it; should an earlier one wake up, its records are of an earlier time and give way.
 *
 * <p>An experiment that events may come for is looked at every ten seconds, at the most 25 of them a round, and written
 * when its figures differ from those written last. What was written is known by this process alone: another one writes
 * each experiment once more.
 */
public final class DecisionJournal {
    private static final int ROUND = 25;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** Events are taken for a day after completion. */
    private static final Duration AFTERMATH = Duration.ofDays(2);

    private static final int REMEMBERED = 1_000;

    private final DecisionLooks looks;
    private final Decisions decisions;
    private final DecisionLog log;
    private final Clock clock;
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
        List<DecisionRecord> changed = new ArrayList<>();
        for (Experiment experiment : due) {
            Optional<DecisionRecord> found = decisions.record(experiment);
            found.filter(record -> !record.figures().equals(written.get(experiment.id())))
                    .ifPresent(changed::add);
        }
        log.name(due);
        log.write(changed);
        changed.forEach(this::remember);
        looks.looked(due, now);
    }

    private void remember(DecisionRecord record) {
        written.remove(record.experiment().id());
        written.put(record.experiment().id(), record.figures());
        if (written.size() > REMEMBERED) {
            written.remove(written.keySet().iterator().next());
        }
    }
}
