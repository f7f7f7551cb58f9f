package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import java.time.Instant;
import java.util.List;

/**
 * Which experiments' conclusions are to be looked at. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while the store cannot be reached.
 */
public interface DecisionLooks {
    /**
     * Experiments of all workspaces that changed since they were looked at, and those that events may come for and that
     * were not looked at since a time; the longest waiting first.
     */
    List<Experiment> due(Instant lookedBefore, Instant completedAfter, int most);

    /** Notes that they were looked at, at their revisions. */
    void looked(List<Experiment> experiments, Instant now);
}
