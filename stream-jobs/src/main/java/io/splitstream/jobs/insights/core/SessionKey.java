package io.splitstream.jobs.insights.core;

/** A session, and what it is a session of. */
public record SessionKey(String workspaceId, String studyId, String sessionId, String testerId, String variant) {
    // State is placed by this hash: it is written out so that no other JDK can change it.
    @Override
    public int hashCode() {
        int hash = workspaceId.hashCode();
        hash = hash * 31 + studyId.hashCode();
        hash = hash * 31 + sessionId.hashCode();
        hash = hash * 31 + testerId.hashCode();
        return hash * 31 + variant.hashCode();
    }
}
