package io.splitstream.api.surface;

import io.splitstream.contracts.identity.Principal;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that was let in and found valid.
 *
 * @param caller who
 * @param request its parts as the document describes them
 * @param headers those that the document describes, by the names that it gives them
 */
public record Call(Principal caller, ValidatedRequest request, Map<String, String> headers) {
    public Call {
        headers = Map.copyOf(headers);
    }

    /** A part of the path; the document says that it is there. */
    public String path(String name) {
        return given(request.getPathParameters(), name)
                .map(RequestParameter::getString)
                .orElseThrow(() -> new IllegalArgumentException("the path has no " + name));
    }

    public Optional<String> queryText(String name) {
        return given(request.getQuery(), name).map(RequestParameter::getString);
    }

    public int queryNumber(String name, int otherwise) {
        return given(request.getQuery(), name)
                .map(RequestParameter::getLong)
                .map(number -> (int) Math.min(number, Integer.MAX_VALUE))
                .orElse(otherwise);
    }

    public boolean queryFlag(String name, boolean otherwise) {
        return given(request.getQuery(), name).map(RequestParameter::getBoolean).orElse(otherwise);
    }

    /** A header that the document describes. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body; an empty object if none was sent. */
    public JsonObject body() {
        RequestParameter body = request.getBody();
        return body == null || body.isNull() || !body.isJsonObject() ? new JsonObject() : body.getJsonObject();
    }

    /** A digest of all that is asked for: the operation, its path, query and body. */
    String hash(String operationId) {
        StringBuilder text = new StringBuilder(operationId);
        append(text, request.getPathParameters());
        append(text, request.getQuery());
        return Digests.sha256(text.append(body().encode()).toString());
    }

    private static void append(StringBuilder text, Map<String, RequestParameter> parameters) {
        new TreeMap<>(parameters)
                .forEach((name, value) ->
                        text.append('\n').append(name).append('=').append(value.get()));
        text.append('\n');
    }

    private static Optional<RequestParameter> given(Map<String, RequestParameter> from, String name) {
        return Optional.ofNullable(from.get(name)).filter(parameter -> !parameter.isNull() && !parameter.isEmpty());
    }
}
