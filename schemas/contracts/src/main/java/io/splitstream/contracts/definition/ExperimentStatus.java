package io.splitstream.contracts.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an experiment stands. */
public enum ExperimentStatus {
    /** Being written; takes no events. */
    DRAFT,
    /** Assigns new users and takes events. */
    RUNNING,
    /** Assigns nobody new; takes events. */
    PAUSED,
    /** Over; takes events that happened before its completion, for 24 h. */
    COMPLETED,
    /** Over and put away; as completed. */
    ARCHIVED;

    /** The word on the wire and in the stores. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
