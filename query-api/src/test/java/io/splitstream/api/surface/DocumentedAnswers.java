package io.splitstream.api.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.concurrent.TimeUnit;

/** Holds answers against a surface's document: what it does not describe fails. */
public final class DocumentedAnswers {
    private final OpenAPIContract contract;
    private final ResponseValidator validator;

    /**
     * @param resource the document, a YAML file on the class path
     */
    public DocumentedAnswers(Vertx vertx, String resource) {
        this.contract = await(OpenAPIContract.from(vertx, resource));
        this.validator = ResponseValidator.create(vertx, contract);
    }

    /** Whether the document has an operation. */
    public boolean describes(String method, String path) {
        return contract.findOperation(path.split("\\?", 2)[0], HttpMethod.valueOf(method)) != null;
    }

    /**
     * Checks an answer.
     *
     * @param path below the document's server; what follows a question mark does not matter
     * @throws AssertionError if the document does not have it
     */
    public void check(String method, String path, int status, String body) {
        Operation operation = contract.findOperation(path.split("\\?", 2)[0], HttpMethod.valueOf(method));
        if (operation == null) {
            assertThat(status)
                    .as("%s %s is not documented: %s", method, path, body)
                    .isEqualTo(404);
            return;
        }
        ValidatableResponse response = body.isEmpty()
                ? ValidatableResponse.create(status)
                : ValidatableResponse.create(status, new JsonObject(body).toBuffer(), "application/json");
        try {
            await(validator.validate(response, operation.getOperationId()));
        } catch (AssertionError e) {
            throw new AssertionError(method + " " + path + " answered " + status + " " + Buffer.buffer(body), e);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
