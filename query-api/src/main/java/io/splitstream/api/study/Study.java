package io.splitstream.api.study;

import java.time.Instant;

/**
 * A usability study at one of its revisions: testers do tasks in sessions, under variant A or B. Immutable.
 *
 * @param revision grows by one with every change
 */
public record Study(String id, String workspaceId, long revision, Instant createdAt, StudyPlan plan) {}
