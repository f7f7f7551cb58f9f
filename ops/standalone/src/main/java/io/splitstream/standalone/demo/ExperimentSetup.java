package io.splitstream.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.standalone.demo.HttpPort.Answer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that a scenario's experiment is there and has been started; finds again what an earlier run made. */
final class ExperimentSetup {
    private static final Logger LOG = LoggerFactory.getLogger(ExperimentSetup.class);
    private static final int PAGE = 100;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** In an experiment's metadata: the key of the scenario that it belongs to. */
    private static final String MARK = "demo_scenario";

    private final HttpPort http;
    private final String experiments;

    ExperimentSetup(HttpPort http, String api) {
        this.http = http;
        this.experiments = api + "/api/experiments";
    }

    /**
     * The scenario's experiment, made and started if need be.
     *
     * @throws IllegalStateException if the API refuses for good; the message says why
     */
    LiveExperiment ensure(Scenario scenario) throws InterruptedException {
        JsonNode view = find(scenario);
        if (view.isMissingNode()) {
            view = data(ask("POST", experiments, creation(scenario)));
            LOG.info("created experiment {} ({})", view.path("id").asText(), scenario.name());
        }
        String id = view.path("id").asText();
        if (view.path("status").asText().equals("draft")) {
            Answer started = ask("POST", experiments + "/" + id + "/start", null);
            if (!started.isOk() && !started.code().equals("INVALID_STATE")) {
                data(started);
            }
        }
        return LiveExperiment.of(scenario, view, usersAssigned(id));
    }

    private JsonNode find(Scenario scenario) throws InterruptedException {
        for (int offset = 0; ; offset += PAGE) {
            JsonNode page = data(ask("GET", experiments + "?limit=" + PAGE + "&offset=" + offset, null));
            for (JsonNode view : page) {
                if (view.path("metadata").path(MARK).asText().equals(scenario.key())) {
                    return view;
                }
            }
            if (page.size() < PAGE) {
                return MissingNode.getInstance();
            }
        }
    }

    private long usersAssigned(String id) throws InterruptedException {
        long assigned = 0;
        for (JsonNode variant :
                data(ask("GET", experiments + "/" + id + "/realtime", null)).path("variants")) {
            assigned += variant.path("users_assigned").asLong();
        }
        return assigned;
    }

    private Answer ask(String method, String url, @Nullable JsonNode body) throws InterruptedException {
        return Patience.until(method + " " + url, () -> http.send(method, url, body));
    }

    private static JsonNode data(Answer answer) {
        if (!answer.isOk()) {
            throw new IllegalStateException("the API refused: " + answer.code() + ", "
                    + answer.body().path("error").path("message").asText("without a message"));
        }
        return answer.body().path("data");
    }

    private static ObjectNode creation(Scenario scenario) {
        ObjectNode body = JSON.objectNode();
        body.put("name", scenario.name());
        body.put("hypothesis", scenario.hypothesis());
        body.put("target_metric", "conversion_rate");
        ArrayNode variants = body.putArray("variants");
        variants.add(variant("control", true));
        variants.add(variant("treatment", false));
        ArrayNode guardrails = body.putArray("guardrail_metrics");
        for (Scenario.Guardrail guardrail : scenario.guardrails()) {
            Double threshold = guardrail.threshold();
            if (threshold == null) {
                guardrails.add(guardrail.metric());
            } else {
                guardrails.addObject().put("metric_name", guardrail.metric()).put("threshold", threshold);
            }
        }
        body.putObject("metadata").put(MARK, scenario.key());
        return body;
    }

    private static ObjectNode variant(String name, boolean isControl) {
        return JSON.objectNode().put("name", name).put("is_control", isControl).put("allocation_percentage", 50);
    }
}
