package io.splitstream.api.surface.flows;

import io.splitstream.contracts.definition.ExperimentStatus;
import java.util.Locale;

/** The dialect's words for where an experiment stands: a paused one is called stopped. */
final class FlowStatus {
    private static final String STOPPED = "stopped";

    private FlowStatus() {}

    static String word(ExperimentStatus status) {
        return status == ExperimentStatus.PAUSED ? STOPPED : status.word();
    }

    /** The status of a word that the document has. */
    static ExperimentStatus of(String word) {
        return word.equals(STOPPED) ? ExperimentStatus.PAUSED : ExperimentStatus.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
