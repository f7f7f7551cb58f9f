package io.splitstream.api.surface;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * The header parameters of a document's operations, all of them text. The router would read their values as JSON, which
 * entity tags and keys are not; so they are taken out of what it is given, and checked here.
 */
final class HeaderParameters {
    private static final String LOCAL = "#/components/parameters/";
    private static final int USUAL_LENGTH = 256;

    private final Map<String, Map<String, Integer>> lengths = new HashMap<>();

    private HeaderParameters() {}

    /** Takes them out of a document. */
    static HeaderParameters takenFrom(JsonObject document) {
        HeaderParameters taken = new HeaderParameters();
        JsonObject shared =
                document.getJsonObject("components", new JsonObject()).getJsonObject("parameters", new JsonObject());
        JsonObject paths = document.getJsonObject("paths", new JsonObject());
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : item.fieldNames()) {
                if (item.getValue(method) instanceof JsonObject operation && operation.containsKey("parameters")) {
                    taken.take(operation, shared);
                }
            }
        }
        return taken;
    }

    private void take(JsonObject operation, JsonObject shared) {
        JsonArray others = new JsonArray();
        Map<String, Integer> own = new HashMap<>();
        JsonArray given = operation.getJsonArray("parameters");
        for (int i = 0; i < given.size(); i++) {
            JsonObject parameter = given.getJsonObject(i);
            String reference = parameter.getString("$ref", "");
            JsonObject resolved =
                    reference.startsWith(LOCAL) ? shared.getJsonObject(reference.substring(LOCAL.length())) : parameter;
            if ("header".equals(resolved.getString("in"))) {
                own.put(
                        resolved.getString("name"),
                        resolved.getJsonObject("schema", new JsonObject()).getInteger("maxLength", USUAL_LENGTH));
            } else {
                others.add(parameter);
            }
        }
        operation.put("parameters", others);
        lengths.put(operation.getString("operationId"), own);
    }

    /** What a request has of an operation's headers, each 1 to the longest length of visible ASCII and spaces. */
    Outcome<Map<String, String>> of(String operationId, MultiMap sent) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, Integer> header :
                lengths.getOrDefault(operationId, Map.of()).entrySet()) {
            String value = sent.get(header.getKey());
            if (value == null) {
                continue;
            }
            if (value.isBlank()
                    || value.length() > header.getValue()
                    || !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
                return Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR,
                        header.getKey() + ": expected 1 to " + header.getValue() + " characters of visible ASCII");
            }
            values.put(header.getKey(), value);
        }
        return Outcome.done(values);
    }
}
