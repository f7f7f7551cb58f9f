package io.splitstream.api.decision;

import io.splitstream.api.results.ExperimentStatistics;

/** A recommendation with what it was made from. */
public record Appraised(Recommendation recommendation, Evidence evidence, ExperimentStatistics statistics) {}
