package io.splitstream.api.plan;

import java.util.Map;

/**
 * Who has which plan. Immutable.
 *
 * @param byWorkspace those that differ; everybody else is on {@link Plan#ENTERPRISE}
 */
public record Plans(Map<String, Plan> byWorkspace) {
    public Plans {
        byWorkspace = Map.copyOf(byWorkspace);
    }

    /** The plan of a workspace. */
    public Plan of(String workspaceId) {
        return byWorkspace.getOrDefault(workspaceId, Plan.ENTERPRISE);
    }
}
