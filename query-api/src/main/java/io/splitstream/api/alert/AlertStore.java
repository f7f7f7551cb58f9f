package io.splitstream.api.alert;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.contracts.alert.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts and the last verdicts are kept. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while the store cannot be reached.
 */
public interface AlertStore {
    /** Keeps an alert, unless one of its id is kept or its experiment is not known here. */
    void keep(Alert alert, Instant now);

    /**
     * Runs work that only one process at a time may do.
     *
     * @return false if another one is at it; the work was not run
     */
    boolean alone(Runnable work);

    /** Alerts that nothing was done about yet, oldest first. */
    List<Alert> open(int most);

    /**
     * Notes that everything was done about an alert.
     *
     * @param pausedAt when the experiment was paused because of it; null if it was not
     */
    void settle(Alert alert, @Nullable Instant pausedAt);

    /**
     * A workspace's alerts, newest first.
     *
     * @param experimentId null for those of all experiments
     */
    List<KeptAlert> list(String workspaceId, @Nullable String experimentId, int limit, int offset);

    /** Running experiments of all workspaces, those first whose verdict was looked at longest ago. */
    List<Experiment> running(int most);

    Optional<LastVerdict> verdict(String experimentId);

    /** Keeps a verdict, and with it the alert that it is another than before. */
    void keepVerdict(String experimentId, LastVerdict verdict, @Nullable Alert change, Instant now);

    /**
     * The last verdict on an experiment.
     *
     * @param changes how often it became another
     */
    record LastVerdict(String verdict, long changes) {}
}
