package io.splitstream.api.experiment;

import java.util.Optional;
import java.util.Set;

/**
 * The revisions of an experiment that a caller means to change. Immutable.
 *
 * @param revisions any of them will do; empty if every revision will
 */
public record RevisionMatch(Optional<Set<Long>> revisions) {
    /** Whatever the experiment is by now. */
    public static final RevisionMatch ANY = new RevisionMatch(Optional.empty());

    public RevisionMatch {
        revisions = revisions.map(Set::copyOf);
    }

    /** One of these, and no other. */
    public static RevisionMatch of(Set<Long> revisions) {
        return new RevisionMatch(Optional.of(revisions));
    }

    boolean holds(Experiment experiment) {
        return revisions.isEmpty() || revisions.get().contains(experiment.revision());
    }

    /** Whether it held before the last change: whoever made that and heard no answer names what it was made of. */
    boolean heldBefore(Experiment experiment) {
        return revisions.isEmpty() || revisions.get().contains(experiment.revision() - 1);
    }
}
