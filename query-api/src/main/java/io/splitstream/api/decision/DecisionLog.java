package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import java.util.List;

/**
 * Where conclusions are written for analysts. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while it cannot be reached, and
 * {@link RefusedRecordException} where it takes none of them, for one that it never takes.
 */
public interface DecisionLog {
    /** Writes names and what else is said of experiments; of one experiment the highest revision stays. */
    void name(List<Experiment> experiments);

    /** Writes what was concluded; of one experiment the record of the highest completeness stays, then the latest. */
    void write(List<DecisionRecord> records);
}
