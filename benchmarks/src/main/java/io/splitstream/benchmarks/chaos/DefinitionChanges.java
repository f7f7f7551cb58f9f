package io.splitstream.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.DefinitionsTopic;
import io.splitstream.benchmarks.client.RunningStack;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.contracts.definition.ExperimentDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes the allocation or the variants of a running experiment through the API, asking again until it is done: the
 * API, its stores and Kafka may be down at any moment.
 */
final class DefinitionChanges {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Hundredths of a percent. */
    private static final int WHOLE = 10_000;

    private final RunningStack stack;
    private final ApiClient api;
    private final SplittableRandom random;

    DefinitionChanges(RunningStack stack, SplittableRandom random) {
        this.stack = stack;
        this.api = stack.admin();
        this.random = random;
    }

    /**
     * Opens a weight epoch with new shares, and with one more variant where that is asked for, which makes a new version.
     *
     * @return the experiment as it is now, known to the edge and to the jobs
     */
    LoadTarget change(LoadTarget target, boolean oneVariantMore) throws InterruptedException {
        int variants = target.variantIds().size() + (oneVariantMore ? 1 : 0);
        int[] shares = shares(variants);
        long before = status(target).path("revision").asLong(0);
        move(target, "pause", "paused");
        RunningStack.await("new shares of " + target.experimentId(), () -> {
            JsonNode now = status(target);
            return isAllocated(now, shares)
                    || api.call("PATCH", path(target), body(now, shares).toString())
                                    .status()
                            == 200;
        });
        move(target, "resume", "running");
        return announced(target, before, shares);
    }

    private LoadTarget announced(LoadTarget target, long before, int[] shares) throws InterruptedException {
        List<String> variantIds = new ArrayList<>();
        RunningStack.await("announcement of " + target.experimentId(), () -> {
            ExperimentDefinition newest = DefinitionsTopic.newest(stack.kafka(), target.experimentId());
            variantIds.clear();
            newest.variants().forEach(variant -> variantIds.add(variant.id()));
            return newest.revision() > before
                    && variantIds.size() == shares.length
                    && newest.status().word().equals("running");
        });
        return new LoadTarget(target.experimentId(), variantIds);
    }

    private void move(LoadTarget target, String transition, String status) throws InterruptedException {
        RunningStack.await(transition + " of " + target.experimentId(), () -> {
            api.call("POST", path(target) + "/" + transition, null);
            return status(target).path("status").asText().equals(status);
        });
    }

    private JsonNode status(LoadTarget target) throws InterruptedException {
        JsonNode[] found = new JsonNode[1];
        RunningStack.await("state of " + target.experimentId(), () -> {
            Answer answer = api.get(path(target));
            found[0] = answer.data();
            return answer.status() == 200;
        });
        return found[0];
    }

    private static boolean isAllocated(JsonNode experiment, int[] shares) {
        JsonNode variants = experiment.path("variants");
        for (int i = 0; i < shares.length; i++) {
            double share = variants.path(i).path("allocation_percentage").asDouble(-1);
            if (Math.round(share * 100) != shares[i]) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode body(JsonNode experiment, int[] shares) throws IOException {
        JsonNode variants = experiment.path("variants");
        if (variants.isEmpty()) {
            throw new IOException("no variants in " + experiment);
        }
        ObjectNode body = JSON.createObjectNode();
        for (int i = 0; i < shares.length; i++) {
            ObjectNode variant = body.withArray("variants").addObject();
            if (i < variants.size()) {
                variant.put("id", variants.get(i).path("id").asText());
                variant.put("name", variants.get(i).path("name").asText());
            } else {
                variant.put("name", "treatment-" + i);
            }
            variant.put("is_control", i == 0).put("allocation_percentage", shares[i] / 100.0);
        }
        return body;
    }

    /** At least a twentieth for each. */
    private int[] shares(int variants) {
        int[] shares = new int[variants];
        int left = WHOLE;
        for (int i = variants - 1; i > 0; i--) {
            shares[i] = WHOLE / 20 + random.nextInt(left / (i + 1) - WHOLE / 20);
            left -= shares[i];
        }
        shares[0] = left;
        return shares;
    }

    private static String path(LoadTarget target) {
        return "/api/experiments/" + target.experimentId();
    }
}
