package io.splitstream.api.study.analytics;

import io.splitstream.api.study.StudyVariant;

/** How many completed sessions of a variant had a task, and how many completed it. */
public record TaskCount(StudyVariant variant, String taskId, long sessions, long completed) {}
