package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.ContractRouter;
import io.splitstream.api.surface.Fault;
import io.splitstream.api.surface.Surface;
import io.splitstream.api.surface.SurfaceContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Function;

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
        bind("createStudy", changes, studies::create);
        bind("listStudies", reads, studies::list);
        bind("getStudy", reads, studies::get);
        bind("updateStudy", changes, studies::update);
        bind("listSessions", reads, studies::sessions);
        bind("listPayouts", reads, studies::payouts);
        bind("retryPayout", changes, studies::retryPayout);
        bind("getAnalytics", reads, studies::analytics);
    }

    private void bindRounds(RoundRoutes rounds, Workers changes, Workers reads) {
        bind("assignTester", changes, rounds::assign);
        bind("startRound", changes, rounds::start);
        bind("pauseRound", changes, rounds::pause);
        bind("resumeRound", changes, rounds::resume);
        bind("listRounds", reads, rounds::list);
    }

    private void bindSessions(SessionRoutes sessions, Workers changes, Workers reads) {
        bind("startSession", changes, sessions::start);
        bind("getSession", reads, sessions::get);
        bind("completeSession", changes, sessions::complete);
        bind("pauseSession", changes, sessions::pause);
        bind("resumeSession", changes, sessions::resume);
        bind("giveFeedback", changes, sessions::feedback);
    }

    private void bindChecklists(ChecklistRoutes checklists, Workers changes, Workers reads) {
        bind("generateChecklist", changes, checklists::generate);
        bind("saveChecklist", changes, checklists::save);
        bind("getProgress", reads, checklists::progress);
    }

    private void bindReviews(ReviewRoutes reviews, Workers changes, Workers reads) {
        bind("analyzeSession", changes, reviews::analyze);
        bind("getNotes", reads, reviews::notes);
        bind("writeNotes", changes, reviews::writeNotes);
        bind("confirmSession", changes, reviews::confirm);
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
