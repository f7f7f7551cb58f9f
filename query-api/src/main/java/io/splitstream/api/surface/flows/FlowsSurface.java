package io.splitstream.api.surface.flows;

import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.CodedErrors;
import io.splitstream.api.surface.ContractRouter;
import io.splitstream.api.surface.Surface;
import io.splitstream.api.surface.SurfaceContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;

/**
 * The flows surface: which operation of its document is which use case. It shares paths with sommos, so at the root it
 * answers only those whose token asks for it.
 */
public final class FlowsSurface implements Surface {
    private static final String DOCUMENT = "/openapi/flows.yaml";
    private static final String CLAIM = "flows";
    private static final List<String> PREFIXES = List.of("/api/experiments", "/api/audiences");

    private final CodedErrors errors;
    private final ContractRouter routes;

    public FlowsSurface(FlowsUseCases useCases, SurfaceContext context) {
        this.errors = new CodedErrors(context.clock(), context.meters());
        this.routes = new ContractRouter(DOCUMENT, this, context);
        Workers changes = context.changes();
        Workers reads = context.reads();
        ExperimentRoutes experiments = new ExperimentRoutes(useCases);
        routes.bind("listExperiments", reads, experiments::list);
        routes.bind("createExperiment", changes, experiments::create);
        routes.bind("getExperiment", reads, experiments::get);
        routes.bind("updateExperiment", changes, experiments::update);
        routes.bind("archiveExperiment", changes, experiments::archive);
        routes.bind("startExperiment", changes, experiments::start);
        routes.bind("stopExperiment", changes, experiments::stop);
        ResultRoutes results = new ResultRoutes(useCases);
        routes.bind("getResults", reads, results::results);
        routes.bind("computeResults", reads, results::compute);
        AudienceRoutes audiences = new AudienceRoutes(useCases);
        routes.bind("createAudience", changes, audiences::create);
        routes.bind("listAudiences", reads, audiences::list);
        routes.bind("getAudience", reads, audiences::get);
        routes.bind("updateAudience", changes, audiences::update);
        routes.bind("deleteAudience", changes, audiences::delete);
    }

    @Override
    public Future<Router> router(Vertx vertx, String basePath) {
        return routes.create(vertx, basePath);
    }

    @Override
    public boolean speaksFor(String path) {
        return PREFIXES.stream().anyMatch(path::startsWith);
    }

    @Override
    public Optional<String> claim() {
        return Optional.of(CLAIM);
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
}
