package io.splitstream.systemtests;

import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.AnswerListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds every answer against the document of the surface: what it does not describe fails the test that got it. */
final class Documented implements AnswerListener {
    /** Reads the document once for all tests. */
    static final Documented SOMMOS = new Documented("openapi/sommos.yaml", "/sommos", List.of("/api/experiments"));

    /** Reads the document once for all tests. */
    static final Documented STUDIES = new Documented(
            "openapi/studies.yaml", "/studies", List.of("/api/studies", "/api/ab/", "/api/sessions", "/api/payouts"));

    /** Reads the document once for all tests. */
    static final Documented ABTESTBOT = new Documented("openapi/abtestbot.yaml", "/abtestbot", List.of("/v1/"));

    /** Reads the document once for all tests. Its server is below the base path already. */
    static final Documented FLOWS = new Documented("openapi/flows.yaml", "/flows", List.of("/flows/api/"));

    /** Each answer against the document of its surface. */
    static final AnswerListener ALL = (method, path, answer) -> {
        if (path.startsWith(FLOWS.basePath + "/")) {
            String below = path.substring(FLOWS.basePath.length());
            // Routes of events are forwarded from there too.
            if (below.contains("/events") && SOMMOS.find(method, below) != null) {
                SOMMOS.held(method, below, answer);
            } else {
                FLOWS.held(method, path, answer);
            }
        } else {
            SOMMOS.heard(method, path, answer);
            STUDIES.heard(method, path, answer);
            ABTESTBOT.heard(method, path, answer);
        }
    };

    /** The same for a token that asks for flows: what flows has is answered in flows at the root too. */
    static final AnswerListener ALL_FOR_FLOWS = (method, path, answer) -> {
        String below = FLOWS.basePath + path;
        if (FLOWS.find(method, below) == null) {
            ALL.heard(method, path, answer);
        } else {
            FLOWS.held(method, below, answer);
        }
    };

    private final String basePath;
    /** Nothing else answers below these. */
    private final List<String> prefixes;

    private final OpenAPIContract contract;
    private final ResponseValidator validator;

    private Documented(String document, String basePath, List<String> prefixes) {
        Vertx vertx = Vertx.vertx();
        this.basePath = basePath;
        this.prefixes = prefixes;
        this.contract = await(OpenAPIContract.from(vertx, document));
        this.validator = ResponseValidator.create(vertx, contract);
    }

    @Override
    public void heard(String method, String path, Answer answer) {
        String plain = path.split("\\?", 2)[0];
        held(method, plain.startsWith(basePath + "/") ? plain.substring(basePath.length()) : plain, answer);
    }

    /** The document of the surface that a path names; that of sommos if it names none. */
    static Documented of(String path) {
        return path.startsWith(FLOWS.basePath + "/") ? FLOWS : SOMMOS;
    }

    private @Nullable Operation find(String method, String path) {
        return contract.findOperation(path.split("\\?", 2)[0], HttpMethod.valueOf(method));
    }

    /**
     * @param path as below the document's server
     */
    private void held(String method, String path, Answer answer) {
        Operation operation = find(method, path);
        if (operation == null) {
            if (prefixes.stream().anyMatch(path::startsWith) && answer.status() != 404) {
                throw new AssertionError(said(method, path, answer) + ", but there is no such operation");
            }
            return;
        }
        String type = answer.headers().firstValue("content-type").orElse("").split(";", 2)[0];
        if (answer.status() == 200 && !type.isEmpty() && !type.equals("application/json")) {
            // The library knows few media types: what is streamed is described in words.
            if (!operation.getResponse(200).getContent().isEmpty()) {
                throw new AssertionError(method + " " + path + " answered " + type + ", which is not documented");
            }
            return;
        }
        ValidatableResponse response = answer.text().isEmpty()
                ? ValidatableResponse.create(answer.status())
                : ValidatableResponse.create(
                        answer.status(), new JsonObject(answer.text()).toBuffer(), "application/json");
        try {
            await(validator.validate(response, operation.getOperationId()));
        } catch (AssertionError e) {
            throw new AssertionError(said(method, path, answer) + ", which is not documented", e);
        }
    }

    /** The ids of all operations. */
    Set<String> operations() {
        return contract.operations().stream().map(Operation::getOperationId).collect(Collectors.toSet());
    }

    /** The id of an operation that is documented. */
    String operation(String method, String path) {
        Operation operation = find(method, path);
        if (operation == null) {
            throw new AssertionError("there is no operation " + method + " " + path);
        }
        return operation.getOperationId();
    }

    private static String said(String method, String path, Answer answer) {
        return method + " " + path + " answered " + answer.status() + " " + answer.text();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
