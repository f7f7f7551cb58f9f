package io.splitstream.api.assignment;

import io.splitstream.api.experiment.ExperimentVariant;
import java.time.Instant;

/** A user's variant, and since when. */
public record Assigned(String experimentId, String userId, ExperimentVariant variant, Instant since) {}
