package io.splitstream.api.surface.studies;

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
import java.util.List;

/** The studies surface: which operation of its document is which use case. */
public final class StudiesSurface implements Surface {
    private static final String DOCUMENT = "/openapi/studies.yaml";

    private static final List<String> PREFIXES = List.of("/api/studies", "/api/ab/", "/api/sessions", "/api/payouts");

    private final StudiesErrors errors;
    private final ContractRouter routes;
    private final CronRoute cron;

    /**
     * @param cronSecret of the scheduler that calls the cron route
     */
    public StudiesSurface(StudiesUseCases useCases, SurfaceContext context, String cronSecret) {
        this.errors = new StudiesErrors(context.meters());
        this.routes = new ContractRouter(DOCUMENT, this, context);
        Workers changes = context.changes();
        Workers reads = context.reads();
        this.cron = new CronRoute(useCases.reminders(), changes, cronSecret, errors);
        bindStudies(new StudyRoutes(useCases), changes, reads);
        bindRounds(new RoundRoutes(useCases), changes, reads);
        bindSessions(new SessionRoutes(useCases), changes, reads);
        bindChecklists(new ChecklistRoutes(useCases), changes, reads);
        bindReviews(new ReviewRoutes(useCases), changes, reads);
    }

    @Override
    public Future<Router> router(Vertx vertx, String basePath) {
        // Beside the document's routes: those admit people only.
        return routes.create(vertx, basePath)
                .onSuccess(router -> router.post("/api/ab/reminders/cron").handler(cron::handle));
    }

    @Override
    public boolean speaksFor(String path) {
        return PREFIXES.stream().anyMatch(path::startsWith);
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

    private void bindStudies(StudyRoutes studies, Workers changes, Workers reads) {
        routes.bind("createStudy", changes, studies::create);
        routes.bind("listStudies", reads, studies::list);
        routes.bind("getStudy", reads, studies::get);
        routes.bind("updateStudy", changes, studies::update);
        routes.bind("listSessions", reads, studies::sessions);
        routes.bind("listPayouts", reads, studies::payouts);
        routes.bind("retryPayout", changes, studies::retryPayout);
        routes.bind("getAnalytics", reads, studies::analytics);
    }

    private void bindRounds(RoundRoutes rounds, Workers changes, Workers reads) {
        routes.bind("assignTester", changes, rounds::assign);
        routes.bind("startRound", changes, rounds::start);
        routes.bind("pauseRound", changes, rounds::pause);
        routes.bind("resumeRound", changes, rounds::resume);
        routes.bind("listRounds", reads, rounds::list);
    }

    private void bindSessions(SessionRoutes sessions, Workers changes, Workers reads) {
        routes.bind("startSession", changes, sessions::start);
        routes.bind("getSession", reads, sessions::get);
        routes.bind("completeSession", changes, sessions::complete);
        routes.bind("pauseSession", changes, sessions::pause);
        routes.bind("resumeSession", changes, sessions::resume);
        routes.bind("giveFeedback", changes, sessions::feedback);
    }

    private void bindChecklists(ChecklistRoutes checklists, Workers changes, Workers reads) {
        routes.bind("generateChecklist", changes, checklists::generate);
        routes.bind("saveChecklist", changes, checklists::save);
        routes.bind("getProgress", reads, checklists::progress);
    }

    private void bindReviews(ReviewRoutes reviews, Workers changes, Workers reads) {
        routes.bind("analyzeSession", changes, reviews::analyze);
        routes.bind("getNotes", reads, reviews::notes);
        routes.bind("writeNotes", changes, reviews::writeNotes);
        routes.bind("confirmSession", changes, reviews::confirm);
    }
}
