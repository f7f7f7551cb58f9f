package io.splitstream.contracts.event;

import java.util.Map;

/**
 * The enrolment of a user in a variant.
 *
 * @param weightEpoch index of the allocation in force when the user was assigned, from 0
 * @param assignedAt milliseconds since the epoch
 * @param attributes what the caller said of the user
 */
public record Assignment(
        String workspaceId,
        String experimentId,
        String userId,
        String variantId,
        int weightEpoch,
        long assignedAt,
        Map<String, String> attributes)
        implements EventRecord {
    public Assignment {
        attributes = Map.copyOf(attributes);
    }
}
