package io.splitstream.api.surface.sommos;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.ContractRouter;
import io.splitstream.api.surface.Surface;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.api.surface.live.LiveSource;
import io.splitstream.api.surface.live.LiveStreams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Function;

/** The sommos surface: which operation of its document is which use case. */
public final class SommosSurface implements Surface {
    private static final String DOCUMENT = "/openapi/sommos.yaml";

    private final SommosErrors errors;
    private final ContractRouter routes;
    private final LiveStreams streams;
    private final LiveSource live;

    public SommosSurface(SommosUseCases useCases, SurfaceContext context, LiveStreams streams) {
        this.errors = new SommosErrors(context.clock(), context.meters());
        RealtimeView realtime = new RealtimeView(useCases, context.clock());
        this.streams = streams;
        this.live = (workspaceId, experimentId) ->
                useCases.experiments().get(workspaceId, experimentId).map(realtime::of);
        this.routes = new ContractRouter(DOCUMENT, this, context);
        Workers changes = context.changes();
        Workers reads = context.reads();
        bindExperiments(new ExperimentRoutes(useCases.experiments()), changes, reads);
        bindAssignments(new AssignmentRoutes(useCases.experiments(), useCases.assignments()), changes, reads);
        bindResults(new ResultRoutes(useCases, realtime), reads);
        bindRebuilds(new RebuildRoutes(useCases), changes, reads);
        bindDecisions(new DecisionRoutes(useCases), reads);
        bindAlerts(new AlertRoutes(useCases), changes, reads);
    }

    @Override
    public Future<Router> router(Vertx vertx, String basePath) {
        // Beside the document's routes: the router of those takes no event streams.
        return routes.create(vertx, basePath).onSuccess(router -> router.get("/api/experiments/:experimentId/stream")
                .handler(context -> streams.handle(context, live, this)));
    }

    @Override
    public boolean speaksFor(String path) {
        return path.startsWith("/api/experiments");
    }

    @Override
    public Answer refused(Refusal refusal) {
        return errors.refused(refusal);
    }

    @Override
    public Answer failed(int status, Throwable failure) {
        return errors.failed(status, failure);
    }

    @Override
    public Answer noRoute(String method, String path) {
        return errors.noRoute(method, path);
    }

    private void bindExperiments(ExperimentRoutes experiments, Workers changes, Workers reads) {
        bind("createExperiment", changes, experiments::create);
        bind("listExperiments", reads, experiments::list);
        bind("getExperiment", reads, experiments::get);
        bind("updateExperiment", changes, experiments::update);
        bind("startExperiment", changes, experiments::start);
        bind("pauseExperiment", changes, experiments::pause);
        bind("resumeExperiment", changes, experiments::resume);
        bind("completeExperiment", changes, experiments::complete);
        bind("archiveExperiment", changes, experiments::archive);
        bind("getDashboardSummary", reads, experiments::summary);
    }

    private void bindAssignments(AssignmentRoutes assignments, Workers changes, Workers reads) {
        bind("assignUser", changes, assignments::assign);
        bind("getAssignment", reads, assignments::get);
        bind("listAssignments", reads, assignments::list);
    }

    private void bindResults(ResultRoutes results, Workers reads) {
        bind("getMetrics", reads, results::metrics);
        bind("getVariantMetrics", reads, results::variantMetrics);
        bind("getFunnel", reads, results::funnel);
        bind("getRealtime", reads, results::realtime);
    }

    private void bindRebuilds(RebuildRoutes rebuilds, Workers changes, Workers reads) {
        bind("startRebuild", changes, rebuilds::start);
        bind("getRebuild", reads, rebuilds::get);
        bind("goBackFromRebuild", changes, rebuilds::goBack);
    }

    private void bindDecisions(DecisionRoutes decisions, Workers reads) {
        bind("analyze", reads, decisions::analyze);
        bind("getAnalysis", reads, decisions::stored);
        bind("getGuardrails", reads, decisions::guardrails);
        bind("getRecommendation", reads, decisions::recommendation);
        bind("getLiftHistory", reads, decisions::liftHistory);
        bind("getSampleSize", reads, SampleSizeRoutes::sampleSize);
    }

    private void bindAlerts(AlertRoutes alerts, Workers changes, Workers reads) {
        bind("listExperimentAlerts", reads, alerts::ofExperiment);
        bind("listAlerts", reads, alerts::ofWorkspace);
        bind("createAlertChannel", changes, alerts::openChannel);
        bind("listAlertChannels", reads, alerts::listChannels);
        bind("deleteAlertChannel", changes, alerts::deleteChannel);
        bind("listAlertDeliveries", reads, alerts::listDeliveries);
    }

    private void bind(String operationId, Workers workers, Function<Call, Outcome<Answer>> route) {
        routes.bind(operationId, workers, call -> {
            Outcome<Answer> outcome = route.apply(call);
            return outcome instanceof Outcome.Done<Answer> done
                    ? done.value()
                    : errors.refused(((Outcome.Refused<Answer>) outcome).refusal());
        });
    }
}
