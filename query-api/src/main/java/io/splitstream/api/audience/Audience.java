package io.splitstream.api.audience;

import java.time.Instant;
import java.util.Map;

/**
 * An audience at one of its revisions. Immutable.
 *
 * @param revision grows by one with every change
 */
public record Audience(
        String id, String workspaceId, long revision, AudiencePlan plan, Instant createdAt, Instant updatedAt) {

    /** Whether a user with these attributes is in it. */
    public boolean admits(Map<String, String> attributes) {
        return plan.admits(attributes);
    }

    Audience changed(AudiencePlan next, Instant at) {
        return new Audience(id, workspaceId, revision + 1, next, createdAt, at);
    }
}
