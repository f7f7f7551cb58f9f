package io.splitstream.api.experiment;

import java.time.Instant;
import java.util.List;

/**
 * An entry of an experiment's log: who did what, and what became of it. Immutable.
 *
 * @param revision the experiment's after it
 * @param action {@code create}, {@code update} or a transition's verb
 * @param fields what differs from the revision before; empty at creation
 */
public record Change(
        String experimentId, long revision, Instant at, Actor actor, String action, List<FieldChange> fields) {
    static final String CREATE = "create";
    static final String UPDATE = "update";

    public Change {
        fields = List.copyOf(fields);
    }

    static Change creation(Experiment created, Actor actor) {
        return new Change(created.id(), created.revision(), created.course().createdAt(), actor, CREATE, List.of());
    }

    static Change between(Experiment before, Experiment after, String action, Actor actor, Instant at) {
        return new Change(after.id(), after.revision(), at, actor, action, Differences.between(before, after));
    }
}
