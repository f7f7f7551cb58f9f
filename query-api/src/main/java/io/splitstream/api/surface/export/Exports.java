package io.splitstream.api.surface.export;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.results.Extract;
import io.splitstream.api.surface.Surface;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.results.AnalystView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves rows of the analysts' views as files: ClickHouse's answer is passed on as it comes, and no faster than the
 * caller takes it, so that the memory it needs does not depend on how many rows there are.
 *
 * <p>A transfer that cannot be finished is broken off, without the end that a whole one has: nobody takes the part for
 * the whole. So is one whose caller reads nothing for a minute. The number of exports at a time is bounded, for each
 * holds a connection to ClickHouse.
 */
public final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.CREW);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int IDLE_SECONDS = 60;
    private static final int LOGGED_CHARACTERS = 500;

    private final ApiSettings.ClickHouse clickHouse;
    private final ApiSettings.Exports bounds;
    private final SurfaceContext context;
    private final HttpClient client;
    private final Map<String, AnalystView> views = Extract.views();
    private final AtomicInteger running = new AtomicInteger();

    /** Sends nothing yet. */
    public Exports(Vertx vertx, ApiSettings.ClickHouse clickHouse, ApiSettings.Exports bounds, SurfaceContext context) {
        this.clickHouse = clickHouse;
        this.bounds = bounds;
        this.context = context;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(IDLE_SECONDS),
                new PoolOptions().setHttp1MaxSize(bounds.most()));
        Gauge.builder("splitstream_api_exports_running", running, AtomicInteger::get)
                .description("Exports that are being sent")
                .register(context.meters());
    }

    /** Whether an experiment is there for a workspace; may block. */
    @FunctionalInterface
    public interface Ownership {
        /** The experiment's id, or why it is not there. */
        Outcome<String> check(String workspaceId, String experimentId);
    }

    /** An export under way. */
    private record Export(
            ExportQuery query, Extract extract, HttpServerResponse response, Surface surface, Timer.Sample sample) {
        String fileName() {
            return query.view().name() + "." + query.format().word();
        }
    }

    /** Serves {@code GET …/exports/:view}. */
    public void handle(RoutingContext routing, Ownership ownership, Surface surface) {
        HttpServerResponse response = routing.response();
        Outcome<Principal> admitted = context.callers().admit(routing.request(), READERS);
        Outcome<ExportQuery> asked =
                admitted.then(caller -> ExportQuery.read(views, routing.pathParam("view"), routing.queryParams()));
        if (asked instanceof Outcome.Refused<ExportQuery> refused) {
            surface.refused(refused.refusal()).send(response);
            return;
        }
        String workspace = ((Outcome.Done<Principal>) admitted).value().workspaceId();
        ExportQuery query = ((Outcome.Done<ExportQuery>) asked).value();
        Extract extract = Extract.of(
                new Extract.Request(query.view(), query.format(), workspace, query.experimentId(), query.limit()));
        Export export = new Export(query, extract, response, surface, Timer.start(context.meters()));
        Optional<String> experiment = query.experimentId();
        if (experiment.isEmpty()) {
            begin(export);
            return;
        }
        Future.fromCompletionStage(
                        context.reads().run(() -> ownership.check(workspace, experiment.get())),
                        routing.vertx().getOrCreateContext())
                .onFailure(failure -> surface.failed(500, failure).send(response))
                .onSuccess(found -> {
                    if (found instanceof Outcome.Refused<String> refused) {
                        surface.refused(refused.refusal()).send(response);
                    } else {
                        begin(export);
                    }
                });
    }

    private void begin(Export export) {
        if (running.incrementAndGet() > bounds.most()) {
            running.decrementAndGet();
            unavailable(export, "As many exports as may run at a time are running; repeat the request later.", null);
            return;
        }
        client.request(request(export.extract()))
                .compose(request -> {
                    // A caller who leaves takes nothing any more: then nobody needs ClickHouse to go on.
                    export.response().closeHandler(nothing -> request.reset());
                    return request.send(Buffer.buffer(export.extract().statement()))
                            .compose(answer -> pass(export, request, answer));
                })
                .recover(failure -> {
                    unavailable(export, "ClickHouse does not answer; repeat the request in a few seconds.", failure);
                    return Future.succeededFuture("unreachable");
                })
                .onComplete(ended -> {
                    running.decrementAndGet();
                    String outcome = ended.succeeded() ? ended.result() : "failed";
                    export.sample().stop(timer(export.query(), outcome, context.meters()));
                });
    }

    private RequestOptions request(Extract extract) {
        StringBuilder url = new StringBuilder(clickHouse.url())
                .append(clickHouse.url().endsWith("/") ? "?" : "/?")
                .append("max_execution_time=")
                .append(bounds.timeout().toSeconds());
        extract.parameters()
                .forEach((name, value) ->
                        url.append("&param_").append(name).append('=').append(encoded(value)));
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .putHeader("X-ClickHouse-User", clickHouse.user())
                .putHeader("X-ClickHouse-Key", clickHouse.password());
    }

    /** Passes an answer on; the future says how that ended, and does not fail. */
    private Future<String> pass(Export export, HttpClientRequest request, HttpClientResponse answer) {
        HttpServerResponse response = export.response();
        if (answer.statusCode() != 200) {
            return answer.body().transform(body -> {
                String reason = body.succeeded() ? body.result().toString() : String.valueOf(body.cause());
                LOG.warn(
                        "ClickHouse refused an export of {}: {}",
                        export.query().view().name(),
                        reason.substring(0, Math.min(LOGGED_CHARACTERS, reason.length())));
                unavailable(
                        export,
                        "ClickHouse could not make this export now, or not within its limits of time and memory.",
                        null);
                return Future.succeededFuture("refused");
            });
        }
        response.setChunked(true)
                .putHeader("content-type", export.query().format().mediaType())
                .putHeader("content-disposition", "attachment; filename=\"" + export.fileName() + "\"")
                .putHeader("cache-control", "no-store")
                // Packing would be the event loop's work, which has others to serve.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        return answer.pipe().endOnFailure(false).to(response).transform(sent -> {
            if (sent.succeeded()) {
                return Future.succeededFuture("whole");
            }
            LOG.info("an export of {} was broken off: {}", export.query().view().name(), sent.cause());
            request.reset();
            response.reset();
            return Future.succeededFuture("broken");
        });
    }

    private static void unavailable(Export export, String message, @Nullable Throwable cause) {
        export.surface().failed(503, new UnavailableException(message, cause)).send(export.response());
    }

    private static Timer timer(ExportQuery query, String outcome, MeterRegistry meters) {
        return Timer.builder("splitstream_api_export_seconds")
                .description("Time from a valid request for an export to its end, by how it ended")
                .tag("view", query.view().name())
                .tag("format", query.format().word())
                .tag("outcome", outcome)
                .register(meters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
