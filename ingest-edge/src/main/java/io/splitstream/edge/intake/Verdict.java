package io.splitstream.edge.intake;

import io.splitstream.contracts.event.ExperimentEvent;

/** What the edge makes of one event. */
public sealed interface Verdict {
    /** To be appended. */
    record Admitted(ExperimentEvent event) implements Verdict {}

    /**
     * Not to be appended.
     *
     * @param experimentId as far as it is known, else empty
     * @param revisable whether a newer definition of the experiment could change the verdict
     */
    record Refused(Refusal refusal, String experimentId, boolean revisable) implements Verdict {}
}
