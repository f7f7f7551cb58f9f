package io.splitstream.api.assignment;

import io.splitstream.api.audience.Audience;
import io.splitstream.api.experiment.Experiment;
import org.jspecify.annotations.Nullable;

/**
 * How a user stands to an experiment.
 *
 * @param assignment null if the user has none
 * @param audience whom the experiment is for; null for everybody
 */
public record Standing(
        Experiment experiment,
        @Nullable StoredAssignment assignment,
        @Nullable Audience audience) {}
