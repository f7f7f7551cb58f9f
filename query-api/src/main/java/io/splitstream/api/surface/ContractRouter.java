package io.splitstream.api.surface;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.splitstream.api.platform.KeptAnswer;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Replays;
import io.splitstream.api.platform.RequestKey;
import io.splitstream.api.platform.Workers;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.InputTrustHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ValidatedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Routes made of an OpenAPI document: for each operation the caller is admitted by {@code x-roles}, then the body
 * bounded, then the request validated, and only then the work done on a pool of workers.
 *
 * <p>An operation whose document has the header parameter {@code Idempotency-Key} is carried out once for each key: what
 * its work stores and its answer are kept together, and the answer is replayed for 24 h. There is nothing else to do
 * for that.
 *
 * <p>Operations that are not bound are left to whoever comes after.
 */
public final class ContractRouter {
    private static final String ENCODED_NUL = "%00";
    private static final String CALLER = "caller";
    private static final String KEY = "Idempotency-Key";

    /** Only the path of a server's URL matters here, but it has to be a whole URL. */
    private static final String ORIGIN = "http://localhost";

    private final String resource;
    private final Surface surface;
    private final Callers callers;
    private final Replays replays;
    private final MeterRegistry meters;
    private final BodyBounds bounds = new BodyBounds();
    private final Map<String, Binding> bindings = new HashMap<>();

    /**
     * @param resource the document, a YAML file on the class path
     */
    public ContractRouter(String resource, Surface surface, SurfaceContext context) {
        this.resource = resource;
        this.surface = surface;
        this.callers = context.callers();
        this.replays = context.replays();
        this.meters = context.meters();
    }

    /** What an operation does; it may block. */
    @FunctionalInterface
    public interface Work {
        /** What to answer, or why the call was refused: the surface has words for that. */
        Outcome<Answer> answer(Call call);
    }

    /**
     * What an operation does where a part of it takes long: that part stores nothing and comes first, so that no
     * transaction waits for it. Of a keyed request whose answer is kept it is not done at all.
     */
    @FunctionalInterface
    public interface PreparedWork {
        /** Does the long part, and returns the rest. */
        Supplier<Outcome<Answer>> prepare(Call call);
    }

    private record Binding(Workers workers, PreparedWork work, boolean prepares) {}

    /** Says what an operation of the document does, and on which pool. */
    public void bind(String operationId, Workers workers, Work work) {
        bindings.put(operationId, new Binding(workers, call -> () -> work.answer(call), false));
    }

    /** Says what an operation does of which a part takes long. */
    public void bindPrepared(String operationId, Workers workers, PreparedWork work) {
        bindings.put(operationId, new Binding(workers, work, true));
    }

    /** The routes below a base path. */
    public Future<Router> create(Vertx vertx, String basePath) {
        JsonObject document = document(basePath);
        HeaderParameters parameters = HeaderParameters.takenFrom(document);
        return OpenAPIContract.from(vertx, document).map(contract -> create(vertx, contract, parameters, basePath));
    }

    private Router create(Vertx vertx, OpenAPIContract contract, HeaderParameters parameters, String basePath) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
        // The interfaces tell the router in which order these may stand.
        builder.rootHandler((SecurityPolicyHandler) context -> admit(contract, context));
        builder.rootHandler(BodyHandler.create(false).setBodyLimit(BodyBounds.MOST_BYTES));
        builder.rootHandler((InputTrustHandler) this::checkInput);
        for (OpenAPIRoute route : builder.getRoutes()) {
            Binding binding = bindings.get(route.getOperation().getOperationId());
            if (binding == null) {
                route.setDoValidation(false).addHandler(RoutingContext::next);
            } else {
                route.addHandler(context -> run(binding, route.getOperation().getOperationId(), parameters, context));
            }
        }
        Router router = builder.createRouter();
        router.route().failureHandler(context -> {
            // At the root failures come by every surface's router, the first one's first.
            if (basePath.isEmpty() && !surface.speaksFor(context.request().path())) {
                context.next();
                return;
            }
            Throwable failure = context.failure();
            surface.failed(context.statusCode(), failure == null ? new HttpException(context.statusCode()) : failure)
                    .send(context.response());
        });
        return router;
    }

    private void admit(OpenAPIContract contract, RoutingContext context) {
        Operation operation = contract.findOperation(
                context.request().path(), context.request().method());
        if (operation == null || !bindings.containsKey(operation.getOperationId())) {
            context.next();
            return;
        }
        Future<Outcome<Principal>> admitted = callers.admitted(context, roles(operation));
        if (admitted.succeeded()) {
            goOn(context, admitted.result());
            return;
        }
        // The body has to wait for whoever will read it.
        context.request().pause();
        admitted.onFailure(context::fail).onSuccess(outcome -> {
            goOn(context, outcome);
            context.request().resume();
        });
    }

    private void goOn(RoutingContext context, Outcome<Principal> outcome) {
        if (outcome instanceof Outcome.Refused<Principal> refused) {
            surface.refused(refused.refusal()).send(context.response());
        } else if (outcome instanceof Outcome.Done<Principal> done) {
            context.put(CALLER, done.value());
            context.next();
        }
    }

    private void checkInput(RoutingContext context) {
        String type = context.request().getHeader("content-type");
        if (context.request().uri().contains(ENCODED_NUL)) {
            context.fail(new HttpException(400, "The path or the query holds the character U+0000."));
        } else if (context.body().length() <= 0 || context.get(CALLER) == null) {
            context.next();
        } else if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            context.fail(new HttpException(415, "Content-Type: " + type + " (expected: application/json)."));
        } else {
            bounds.problem(context.body().buffer())
                    .ifPresentOrElse(problem -> context.fail(new HttpException(400, problem)), context::next);
        }
    }

    private void run(Binding binding, String operationId, HeaderParameters parameters, RoutingContext context) {
        Timer.Sample sample = Timer.start(meters);
        ValidatedRequest request = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        Principal caller = context.get(CALLER);
        Outcome<Map<String, String>> headers =
                parameters.of(operationId, context.request().headers());
        if (headers instanceof Outcome.Refused<Map<String, String>> refused) {
            surface.refused(refused.refusal()).send(context.response());
            return;
        }
        Call call = new Call(caller, request, ((Outcome.Done<Map<String, String>>) headers).value());
        Context loop = context.vertx().getOrCreateContext();
        Future.fromCompletionStage(binding.workers().run(() -> answer(binding, operationId, call)), loop)
                .recover(failure -> Future.succeededFuture(surface.failed(500, failure)))
                .onSuccess(answer -> {
                    answer.send(context.response());
                    sample.stop(timer(operationId, answer.status()));
                });
    }

    private Answer answer(Binding binding, String operationId, Call call) {
        Optional<String> key = call.header(KEY);
        if (key.isEmpty()) {
            return worked(binding.work().prepare(call));
        }
        Principal caller = call.caller();
        RequestKey once = new RequestKey(caller.workspaceId(), caller.subject(), key.get(), call.hash(operationId));
        Outcome<KeptAnswer> outcome = (binding.prepares() ? replays.kept(once) : Optional.<Outcome<KeptAnswer>>empty())
                .orElseGet(() -> {
                    Supplier<Outcome<Answer>> rest = binding.work().prepare(call);
                    return replays.once(once, () -> worked(rest).kept());
                });
        return outcome instanceof Outcome.Done<KeptAnswer> done
                ? Answer.of(done.value())
                : surface.refused(((Outcome.Refused<KeptAnswer>) outcome).refusal());
    }

    private Answer worked(Supplier<Outcome<Answer>> work) {
        Outcome<Answer> outcome = work.get();
        return outcome instanceof Outcome.Done<Answer> done
                ? done.value()
                : surface.refused(((Outcome.Refused<Answer>) outcome).refusal());
    }

    private Timer timer(String operationId, int status) {
        return Timer.builder("splitstream_api_request_seconds")
                .description("Time from a valid request to its answer")
                .tag("operation", operationId)
                .tag("status", String.valueOf(status))
                .serviceLevelObjectives(
                        Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofSeconds(1))
                .register(meters);
    }

    private static Set<Role> roles(Operation operation) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        if (operation.getExtensions().get("x-roles") instanceof JsonArray words) {
            words.forEach(word -> roles.add(Role.valueOf(String.valueOf(word).toUpperCase(Locale.ROOT))));
        }
        return roles;
    }

    private JsonObject document(String basePath) {
        JsonObject document;
        try (var stream = ContractRouter.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            Map<String, Object> parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
            document = new JsonObject(parsed);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
        document.put("servers", new JsonArray().add(new JsonObject().put("url", ORIGIN + basePath)));
        // Callers are admitted above, before the router would: it knows no roles and no cookie rule.
        document.remove("security");
        return document;
    }
}
