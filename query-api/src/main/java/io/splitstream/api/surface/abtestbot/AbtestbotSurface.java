package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.ContractRouter;
import io.splitstream.api.surface.Fault;
import io.splitstream.api.surface.Surface;
import io.splitstream.api.surface.SurfaceContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** The site-testing surface: which operation of its document is which use case. */
public final class AbtestbotSurface implements Surface {
    private static final String DOCUMENT = "/openapi/abtestbot.yaml";

    private final AbtestbotErrors errors;
    private final ContractRouter routes;

    /**
     * @param context whose callers may come with keys
     * @param scripts where browsers get sites' scripts, such as {@code http://127.0.0.1:8090}
     */
    public AbtestbotSurface(AbtestbotUseCases useCases, SurfaceContext context, String scripts) {
        this.errors = new AbtestbotErrors(context.meters());
        this.routes = new ContractRouter(DOCUMENT, this, context);
        bindSites(new SiteRoutes(useCases, new SiteView(scripts)), context.changes(), context.reads());
        bindExperiments(new ExperimentRoutes(useCases), context.changes(), context.reads());
        bindIdeas(new IdeaRoutes(useCases), context.changes(), context.reads());
        bindSchedules(new ScheduleRoutes(useCases), context.changes(), context.reads());
        bindWebhooks(new WebhookRoutes(useCases), context.changes(), context.reads());
    }

    @Override
    public Future<Router> router(Vertx vertx, String basePath) {
        return routes.create(vertx, basePath);
    }

    @Override
    public boolean speaksFor(String path) {
        return path.startsWith("/v1/");
    }

    @Override
    public Answer refused(Refusal refusal) {
        return errors.refused(refusal);
    }

    @Override
    public Answer failed(int status, Throwable failure) {
        return errors.answer(Fault.of(status, failure));
    }

    @Override
    public Answer noRoute(String method, String path) {
        return errors.answer(Fault.noRoute(method, path));
    }

    private void bindSites(SiteRoutes sites, Workers changes, Workers reads) {
        routes.bind("listSites", reads, sites::list);
        routes.bind("createSite", changes, sites::create);
        routes.bind("getSite", reads, sites::get);
        routes.bind("updateSite", changes, sites::update);
        routes.bind("crawlSite", changes, sites::crawl);
        routes.bind("getCredits", reads, sites::credits);
    }

    private void bindIdeas(IdeaRoutes ideas, Workers changes, Workers reads) {
        routes.bind("listIdeas", reads, ideas::list);
        routes.bind("generateIdeas", changes, ideas::generate);
        routes.bind("getIdea", reads, ideas::get);
        routes.bind("updateIdea", changes, ideas::update);
        routes.bind("generateVariant", changes, ideas::generateVariant);
    }

    private void bindSchedules(ScheduleRoutes schedules, Workers changes, Workers reads) {
        routes.bind("listSchedules", reads, schedules::list);
        routes.bind("createSchedule", changes, schedules::create);
        routes.bind("updateSchedule", changes, schedules::update);
    }

    private void bindWebhooks(WebhookRoutes webhooks, Workers changes, Workers reads) {
        routes.bind("listWebhooks", reads, webhooks::list);
        routes.bind("createWebhook", changes, webhooks::create);
        routes.bind("deleteWebhook", changes, webhooks::delete);
        routes.bind("listWebhookDeliveries", reads, webhooks::log);
        routes.bind("replayWebhookDelivery", changes, webhooks::replay);
    }

    private void bindExperiments(ExperimentRoutes experiments, Workers changes, Workers reads) {
        routes.bind("listSiteExperiments", reads, experiments::list);
        routes.bindPrepared("createSiteExperiment", changes, experiments::create);
        routes.bind("getSiteExperiment", reads, experiments::get);
        routes.bind("updateSiteExperiment", changes, experiments::update);
        routes.bind("getSiteExperimentResults", reads, experiments::results);
    }
}
