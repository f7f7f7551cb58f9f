package io.splitstream.api.assignment;

import io.splitstream.api.experiment.Experiment;
import org.jspecify.annotations.Nullable;

/**
 * How a user stands to an experiment.
 *
 * @param assignment null if the user has none
 */
public record Standing(Experiment experiment, @Nullable StoredAssignment assignment) {}
