package io.splitstream.jobs.insights.core;

/** A session, and what it is a session of. */
public record SessionKey(String workspaceId, String studyId, String sessionId, String testerId, String variant) {}
