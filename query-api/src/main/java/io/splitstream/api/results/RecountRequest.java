package io.splitstream.api.results;

import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.recount.Recount;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What to count anew from the archive.
 *
 * @param epochs of the experiment's definition
 * @param until log time up to and including which records count
 */
public record RecountRequest(String workspaceId, String experimentId, List<WeightEpoch> epochs, Instant until) {
    public RecountRequest {
        epochs = List.copyOf(epochs);
    }

    Map<String, Object> parameters() {
        return Recount.parameters(workspaceId, experimentId, epochs, until.toEpochMilli());
    }
}
