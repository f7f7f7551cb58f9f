package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.CodedErrors;
import io.splitstream.api.surface.ContractRouter;
import io.splitstream.api.surface.Surface;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.api.surface.export.Exports;
import io.splitstream.api.surface.live.LiveSource;
import io.splitstream.api.surface.live.LiveStreams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;

/** The sommos surface: which operation of its document is which use case. */
public final class SommosSurface implements Surface {
    private static final String DOCUMENT = "/openapi/sommos.yaml";
    private static final List<String> OWN = List.of("/api/experiments", "/api/alerts", "/api/exports", "/api/admin");

    private final CodedErrors errors;
    private final ContractRouter routes;
    private final LiveStreams streams;
    private final LiveSource live;
    private final Exports exports;
    private final Exports.Ownership ownership;

    public SommosSurface(SommosUseCases useCases, SurfaceContext context, LiveStreams streams, Exports exports) {
        this.errors = new CodedErrors(context.clock(), context.meters());
        RealtimeView realtime = new RealtimeView(useCases, context.clock());
        this.streams = streams;
        this.live = (workspaceId, experimentId) ->
                useCases.experiments().get(workspaceId, experimentId).map(realtime::of);
        this.exports = exports;
        this.ownership = (workspaceId, experimentId) ->
                useCases.experiments().get(workspaceId, experimentId).map(Experiment::id);
        this.routes = new ContractRouter(DOCUMENT, this, context);
        Workers changes = context.changes();
        Workers reads = context.reads();
        bindExperiments(new ExperimentRoutes(useCases.experiments()), changes, reads);
        bindAssignments(new AssignmentRoutes(useCases.experiments(), useCases.assignments()), changes, reads);
        bindResults(new ResultRoutes(useCases, realtime), reads);
        bindRebuilds(new RebuildRoutes(useCases), changes, reads);
        bindDecisions(new DecisionRoutes(useCases), reads);
        bindHistories(new HistoryRoutes(useCases), reads);
        bindActivity(new ActivityRoutes(useCases), reads);
        bindAlerts(new AlertRoutes(useCases), changes, reads);
        bindAccess(new AccessRoutes(useCases.access()), changes, reads);
    }

    @Override
    public Future<Router> router(Vertx vertx, String basePath) {
        // Beside the document's routes: the router of those takes no event streams, nor answers that are streamed.
        return routes.create(vertx, basePath).onSuccess(router -> {
            router.get("/api/experiments/:experimentId/stream").handler(context -> streams.handle(context, live, this));
            router.get("/api/exports/:view").handler(context -> exports.handle(context, ownership, this));
        });
    }

    @Override
    public boolean speaksFor(String path) {
        return OWN.stream().anyMatch(path::startsWith);
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
        routes.bind("createExperiment", changes, experiments::create);
        routes.bind("listExperiments", reads, experiments::list);
        routes.bind("getExperiment", reads, experiments::get);
        routes.bind("updateExperiment", changes, experiments::update);
        routes.bind("startExperiment", changes, experiments::start);
        routes.bind("pauseExperiment", changes, experiments::pause);
        routes.bind("resumeExperiment", changes, experiments::resume);
        routes.bind("completeExperiment", changes, experiments::complete);
        routes.bind("archiveExperiment", changes, experiments::archive);
        routes.bind("listExperimentChanges", reads, experiments::changes);
        routes.bind("getDashboardSummary", reads, experiments::summary);
    }

    private void bindAssignments(AssignmentRoutes assignments, Workers changes, Workers reads) {
        routes.bind("assignUser", changes, assignments::assign);
        routes.bind("getAssignment", reads, assignments::get);
        routes.bind("listAssignments", reads, assignments::list);
    }

    private void bindResults(ResultRoutes results, Workers reads) {
        routes.bind("getMetrics", reads, results::metrics);
        routes.bind("getVariantMetrics", reads, results::variantMetrics);
        routes.bind("getFunnel", reads, results::funnel);
        routes.bind("getRealtime", reads, results::realtime);
    }

    private void bindRebuilds(RebuildRoutes rebuilds, Workers changes, Workers reads) {
        routes.bind("startRebuild", changes, rebuilds::start);
        routes.bind("getRebuild", reads, rebuilds::get);
        routes.bind("goBackFromRebuild", changes, rebuilds::goBack);
    }

    private void bindDecisions(DecisionRoutes decisions, Workers reads) {
        routes.bind("analyze", reads, decisions::analyze);
        routes.bind("getAnalysis", reads, decisions::stored);
        routes.bind("getGuardrails", reads, decisions::guardrails);
        routes.bind("getRecommendation", reads, decisions::recommendation);
        routes.bind("getScorecard", reads, decisions::scorecard);
        routes.bind("getSampleSize", reads, SampleSizeRoutes::sampleSize);
    }

    private void bindHistories(HistoryRoutes histories, Workers reads) {
        routes.bind("getLiftHistory", reads, histories::lift);
        routes.bind("getExposureHistory", reads, histories::exposures);
        routes.bind("getGuardrailHistory", reads, histories::guardrails);
    }

    private void bindActivity(ActivityRoutes activity, Workers reads) {
        routes.bind("getRecentEvents", reads, activity::recentEvents);
        routes.bind("getWindows", reads, activity::windows);
        routes.bind("getAttributes", reads, activity::attributes);
    }

    private void bindAccess(AccessRoutes access, Workers changes, Workers reads) {
        routes.bind("listMembers", reads, access::listMembers);
        routes.bind("putMember", changes, access::putMember);
        routes.bind("removeMember", changes, access::removeMember);
        routes.bind("listTokens", reads, access::listTokens);
        routes.bind("issueToken", changes, access::issueToken);
        routes.bind("rotateToken", changes, access::rotateToken);
        routes.bind("revokeToken", changes, access::revokeToken);
        routes.bind("listKeys", reads, access::listKeys);
        routes.bind("issueKey", changes, access::issueKey);
        routes.bind("rotateKey", changes, access::rotateKey);
        routes.bind("revokeKey", changes, access::revokeKey);
    }

    private void bindAlerts(AlertRoutes alerts, Workers changes, Workers reads) {
        routes.bind("listExperimentAlerts", reads, alerts::ofExperiment);
        routes.bind("listAlerts", reads, alerts::ofWorkspace);
        routes.bind("createAlertChannel", changes, alerts::openChannel);
        routes.bind("listAlertChannels", reads, alerts::listChannels);
        routes.bind("deleteAlertChannel", changes, alerts::deleteChannel);
        routes.bind("listAlertDeliveries", reads, alerts::listDeliveries);
    }
}
