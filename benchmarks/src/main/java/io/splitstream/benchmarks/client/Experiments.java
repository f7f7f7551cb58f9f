package io.splitstream.benchmarks.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes experiments by an admin's client. */
public final class Experiments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiClient admin;

    public Experiments(ApiClient admin) {
        this.admin = admin;
    }

    /** The body that creates an experiment whose variants share all users evenly; the first is control. */
    public static ObjectNode draft(String name, int variants) {
        ObjectNode body = JSON.createObjectNode().put("name", name).put("target_metric", "conversion_rate");
        double share = Math.floor(10_000.0 / variants) / 100;
        for (int index = 0; index < variants; index++) {
            body.withArray("variants")
                    .addObject()
                    .put("name", index == 0 ? "control" : "treatment-" + index)
                    .put("is_control", index == 0)
                    .put("allocation_percentage", index == 0 ? 100 - share * (variants - 1) : share);
        }
        return body;
    }

    /** Creates an experiment, in draft. */
    public LoadTarget create(String name, int variants) throws IOException, InterruptedException {
        return create(draft(name, variants));
    }

    /** Creates an experiment of this body, in draft. */
    public LoadTarget create(ObjectNode body) throws IOException, InterruptedException {
        JsonNode data = expect(201, admin.post("/api/experiments", body.toString()));
        List<String> variantIds = new ArrayList<>();
        data.path("variants")
                .forEach(variant -> variantIds.add(variant.path("id").asText()));
        return new LoadTarget(data.path("experiment_id").asText(), variantIds);
    }

    /** Creates an experiment and starts it. */
    public LoadTarget start(String name, int variants) throws IOException, InterruptedException {
        LoadTarget target = create(name, variants);
        start(target.experimentId());
        return target;
    }

    /** Starts a draft. */
    public void start(String experimentId) throws IOException, InterruptedException {
        expect(200, admin.call("POST", "/api/experiments/" + experimentId + "/start", null));
    }

    private static JsonNode expect(int status, Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException("status " + answer.status() + " (expected: " + status + "): " + answer.text());
        }
        return answer.data();
    }
}
