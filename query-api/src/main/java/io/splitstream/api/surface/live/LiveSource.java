package io.splitstream.api.surface.live;

import io.splitstream.api.platform.Outcome;
import io.vertx.core.json.JsonObject;

/** What viewers of an experiment are shown. */
@FunctionalInterface
public interface LiveSource {
    /** The experiment's figures now; blocks. */
    Outcome<JsonObject> current(String workspaceId, String experimentId);
}
