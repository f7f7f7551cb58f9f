package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.ExperimentStatus;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The moves that an experiment can make. Every move that is not here is refused. */
@SuppressWarnings("ImmutableEnumChecker") // the set is a copy that refuses changes
public enum Transition {
    START(ExperimentStatus.RUNNING, ExperimentStatus.DRAFT),
    PAUSE(ExperimentStatus.PAUSED, ExperimentStatus.RUNNING),
    RESUME(ExperimentStatus.RUNNING, ExperimentStatus.PAUSED),
    COMPLETE(ExperimentStatus.COMPLETED, ExperimentStatus.RUNNING, ExperimentStatus.PAUSED),
    ARCHIVE(ExperimentStatus.ARCHIVED, ExperimentStatus.DRAFT, ExperimentStatus.PAUSED, ExperimentStatus.COMPLETED);

    private final ExperimentStatus to;
    private final Set<ExperimentStatus> from;

    Transition(ExperimentStatus to, ExperimentStatus first, ExperimentStatus... further) {
        this.to = to;
        this.from = Collections.unmodifiableSet(EnumSet.of(first, further));
    }

    /** Where the move leads. */
    public ExperimentStatus to() {
        return to;
    }

    /** Whether the move can be made from a status. */
    public boolean allowedFrom(ExperimentStatus status) {
        return from.contains(status);
    }

    /** The verb. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String expected() {
        return from.stream().map(ExperimentStatus::word).collect(Collectors.joining(", "));
    }
}
