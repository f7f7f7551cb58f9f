package io.splitstream.jobs.metrics.core;

/** What comes of the users' totals. */
public sealed interface ContributionOutput permits ContributionChange, VersionMark {}
