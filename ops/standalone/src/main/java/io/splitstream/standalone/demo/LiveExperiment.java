package io.splitstream.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * An experiment of the demo as it stands in the API.
 *
 * @param scenario what it shows
 * @param id the experiment's id
 * @param controlByVariant for each variant id, whether it is control
 * @param usersAssigned how many users it had when the demo began
 */
record LiveExperiment(Scenario scenario, String id, Map<String, Boolean> controlByVariant, long usersAssigned) {
    LiveExperiment {
        controlByVariant = Map.copyOf(controlByVariant);
    }

    /** Reads the experiment from the API's view of it. */
    static LiveExperiment of(Scenario scenario, JsonNode view, long usersAssigned) {
        Map<String, Boolean> variants = new HashMap<>();
        for (JsonNode variant : view.path("variants")) {
            variants.put(variant.path("id").asText(), variant.path("is_control").asBoolean());
        }
        return new LiveExperiment(scenario, view.path("id").asText(), variants, usersAssigned);
    }

    /** Whether a variant is control. */
    boolean isControl(String variantId) {
        return controlByVariant.getOrDefault(variantId, false);
    }
}
