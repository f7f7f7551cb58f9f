package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An experiment at one of its revisions. Immutable.
 *
 * @param revision grows by one with every change
 * @param version grows with the changes that alter what is counted
 * @param unanswered a transition that is stored, but whose caller was told to ask again
 */
public record Experiment(
        String id,
        String workspaceId,
        long revision,
        int version,
        ExperimentStatus status,
        Description description,
        Design design,
        Course course,
        @Nullable Transition unanswered) {

    /** What the edge and the stream jobs are told. */
    public ExperimentDefinition definition() {
        Instant completed = course.completedAt();
        return new ExperimentDefinition(
                id,
                workspaceId,
                description.name(),
                status,
                revision,
                version,
                design.variants().stream().map(ExperimentVariant::definition).toList(),
                course.epochs(),
                completed == null ? null : completed.toEpochMilli(),
                design.supervision(),
                design.metrics());
    }

    Experiment moved(ExperimentStatus next, Course then) {
        return new Experiment(id, workspaceId, revision + 1, version, next, description, design, then, null);
    }

    Experiment changed(Description words, Design plan, Course then, int counted) {
        return new Experiment(id, workspaceId, revision + 1, counted, status, words, plan, then, null);
    }
}
