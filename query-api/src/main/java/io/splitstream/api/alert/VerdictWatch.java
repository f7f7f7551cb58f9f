package io.splitstream.api.alert;

import io.splitstream.api.alert.AlertStore.LastVerdict;
import io.splitstream.api.decision.Appraised;
import io.splitstream.api.decision.Decisions;
import io.splitstream.api.decision.Verdict;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.contracts.definition.WeightEpoch;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when the recommendation on a running experiment becomes another. One process at a time runs it; an experiment
 * is looked at once a round, the longest waiting first.
 */
public final class VerdictWatch {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictWatch.class);
    /** Experiments of one round: each costs a query and an evaluation. */
    private static final int ROUND = 25;

    private final AlertStore store;
    private final Decisions decisions;
    private final Clock clock;

    public VerdictWatch(AlertStore store, Decisions decisions, Clock clock) {
        this.store = store;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Looks at the experiments whose turn it is. */
    public void round() {
        for (Experiment experiment : store.running(ROUND)) {
            try {
                look(experiment);
            } catch (UnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("nothing can be recommended on experiment {}", experiment.id(), e);
                // It was its turn, so that the others get theirs.
                store.keepVerdict(experiment.id(), last(experiment), null, clock.instant());
            }
        }
    }

    private void look(Experiment experiment) {
        Appraised appraised = decisions.recommend(experiment);
        String verdict = appraised.recommendation().verdict().name();
        LastVerdict last = last(experiment);
        Instant now = clock.instant();
        if (last.verdict().equals(verdict)) {
            store.keepVerdict(experiment.id(), last, null, now);
            return;
        }
        long changes = last.changes() + 1;
        store.keepVerdict(
                experiment.id(),
                new LastVerdict(verdict, changes),
                alert(experiment, appraised, last.verdict(), changes, now),
                now);
    }

    private LastVerdict last(Experiment experiment) {
        return store.verdict(experiment.id()).orElse(new LastVerdict(Verdict.CONTINUE.name(), 0));
    }

    private static Alert alert(Experiment experiment, Appraised appraised, String before, long changes, Instant now) {
        List<WeightEpoch> epochs = experiment.course().epochs();
        int epoch = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).index();
        Instant until = appraised.statistics().completeUntil();
        return new Alert(
                Alert.id(experiment.id(), experiment.version(), AlertRule.VERDICT, epoch, changes),
                experiment.workspaceId(),
                experiment.id(),
                experiment.version(),
                epoch,
                AlertRule.VERDICT,
                AlertFigures.verdict(
                        appraised.recommendation().verdict().name(),
                        before,
                        appraised.statistics().total().users()),
                until == null ? 0 : until.toEpochMilli(),
                now.toEpochMilli());
    }
}
