package io.splitstream.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Which generation of an experiment's rows readers see.
 *
 * @param number 0 for the live job's rows, else that of a rebuild
 * @param version of the definition that a rebuilt generation is a projection of
 * @param weightEpochs how many the definition had
 * @param frontier log time up to which a rebuilt generation holds every event
 * @param ver the highest one of an experiment holds
 */
public record Generation(
        String workspaceId,
        String experimentId,
        int number,
        int version,
        int weightEpochs,
        Instant frontier,
        long ver) {
    /** The live job's rows. */
    public static final int LIVE = 0;

    /** A row of {@code generations.sql} or {@code standing.sql}. */
    static Generation read(JsonNode row) {
        return new Generation(
                row.path("workspace_id").asText(),
                row.path("experiment_id").asText(),
                row.path("generation").asInt(),
                row.path("version").asInt(),
                row.path("weight_epochs").asInt(),
                Instant.ofEpochMilli(row.path("frontier").asLong()),
                row.path("ver").asLong());
    }

    /** The same, with the rows of another number. */
    Generation renumbered(int to) {
        return new Generation(workspaceId, experimentId, to, version, weightEpochs, frontier, ver);
    }

    Generation advanced(int toVersion, int toWeightEpochs, Instant toFrontier) {
        return new Generation(workspaceId, experimentId, number, toVersion, toWeightEpochs, toFrontier, ver + 1);
    }
}
