package io.splitstream.api;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.splitstream.api.access.Access;
import io.splitstream.api.alert.AlertStore;
import io.splitstream.api.alert.Alerts;
import io.splitstream.api.alert.VerdictWatch;
import io.splitstream.api.assignment.Assignments;
import io.splitstream.api.audience.Audiences;
import io.splitstream.api.decision.DecisionJournal;
import io.splitstream.api.decision.Decisions;
import io.splitstream.api.decision.Histories;
import io.splitstream.api.delivery.Channel;
import io.splitstream.api.delivery.Courier;
import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.delivery.DeliveryStore;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.gateway.ChatAnalyser;
import io.splitstream.api.gateway.ChatEndpoint;
import io.splitstream.api.gateway.MailedReminders;
import io.splitstream.api.gateway.WebhookPayouts;
import io.splitstream.api.identity.Admission;
import io.splitstream.api.identity.RequestRates;
import io.splitstream.api.identity.Revocations;
import io.splitstream.api.identity.TokenSigner;
import io.splitstream.api.kafka.AlertFeed;
import io.splitstream.api.kafka.KafkaLog;
import io.splitstream.api.mail.LogMailer;
import io.splitstream.api.mail.MailCarrier;
import io.splitstream.api.mail.Mailer;
import io.splitstream.api.mail.SmtpMailer;
import io.splitstream.api.outbound.OutboundHttp;
import io.splitstream.api.outbound.OutboundPolicy;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Readiness;
import io.splitstream.api.platform.Startup;
import io.splitstream.api.platform.StudySettings;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.results.Activity;
import io.splitstream.api.results.ArchiveReads;
import io.splitstream.api.results.BehindGauges;
import io.splitstream.api.results.ClickHouseActivity;
import io.splitstream.api.results.ClickHouseDecisions;
import io.splitstream.api.results.ClickHouseGenerations;
import io.splitstream.api.results.ClickHouseRecounts;
import io.splitstream.api.results.ClickHouseResults;
import io.splitstream.api.results.DailyResults;
import io.splitstream.api.results.Rebuilds;
import io.splitstream.api.results.Results;
import io.splitstream.api.results.Segments;
import io.splitstream.api.store.Chores;
import io.splitstream.api.store.Database;
import io.splitstream.api.store.Outbox;
import io.splitstream.api.store.PostgresAccess;
import io.splitstream.api.store.PostgresAlerts;
import io.splitstream.api.store.PostgresAssignments;
import io.splitstream.api.store.PostgresAudiences;
import io.splitstream.api.store.PostgresDecisionLooks;
import io.splitstream.api.store.PostgresDecisions;
import io.splitstream.api.store.PostgresDeliveries;
import io.splitstream.api.store.PostgresExperiments;
import io.splitstream.api.store.PostgresReplays;
import io.splitstream.api.study.analysis.Analyser;
import io.splitstream.api.study.analysis.RuleAnalyser;
import io.splitstream.api.study.payout.LoggedPayouts;
import io.splitstream.api.study.payout.PayoutGateway;
import io.splitstream.api.surface.ApiServer;
import io.splitstream.api.surface.Callers;
import io.splitstream.api.surface.EdgeForwarding;
import io.splitstream.api.surface.MetricsServer;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.api.surface.Surfaces;
import io.splitstream.api.surface.abtestbot.AbtestbotSurface;
import io.splitstream.api.surface.export.Exports;
import io.splitstream.api.surface.flows.FlowsSurface;
import io.splitstream.api.surface.flows.FlowsUseCases;
import io.splitstream.api.surface.live.LiveStreams;
import io.splitstream.api.surface.sommos.AlertView;
import io.splitstream.api.surface.sommos.AnalysisView;
import io.splitstream.api.surface.sommos.SommosSurface;
import io.splitstream.api.surface.sommos.SommosUseCases;
import io.splitstream.api.surface.studies.StudiesSurface;
import io.splitstream.api.webhook.WebhookCarrier;
import io.splitstream.api.webhook.WebhookSecret;
import io.splitstream.contracts.identity.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the query API, wired together; started and closed as one. */
final class QueryApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    /** Between two looks at how far the stream jobs are. */
    private static final long BEHIND_MILLIS = 5_000;

    private static final int CHANGE_THREADS = 32;
    private static final int READ_THREADS = 16;
    private static final int WAITING = 256;

    private final ApiSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Workers changes = new Workers("change", CHANGE_THREADS, WAITING, meters);
    private final Workers reads = new Workers("read", READ_THREADS, WAITING, meters);
    private final Workers checks = new Workers("check", 8, 32, meters);
    private final Workers renewal = new Workers("renewal", 1, 1, meters);
    private final Database database;
    private final KafkaLog kafka;
    private final ClickHouseResults clickHouse;
    private final ClickHouseRecounts recounts;
    private final ClickHouseActivity archive;
    private final Revocations revocations;
    private final ClickHouseGenerations generations;
    private final ClickHouseDecisions decisionLog;
    private final Workers rebuilding = new Workers("rebuild", 1, 8, meters);
    private final Chores chores;
    private final OutboundHttp outbound;
    private final Courier courier;
    private final AlertFeed alertFeed;
    private final SiteParts sites;
    private final Startup startup = new Startup();
    private final LiveStreams streams;
    private final ApiServer server;
    private final MetricsServer metrics;

    QueryApi(ApiSettings settings) {
        this.settings = settings;
        this.database = new Database(settings.postgres(), meters);
        this.kafka = new KafkaLog(settings.kafka());
        this.clickHouse = new ClickHouseResults(settings.clickHouse());
        this.archive = new ClickHouseActivity(settings.clickHouse());
        this.recounts = new ClickHouseRecounts(settings.clickHouse());
        this.generations = new ClickHouseGenerations(settings.clickHouse());
        this.decisionLog = new ClickHouseDecisions(settings.clickHouse());
        Outbox outbox = new Outbox(database, kafka);
        Results results = new Results(clickHouse, clock, renewal);
        BehindGauges behind = new BehindGauges(results, meters, clock);
        vertx.setPeriodic(BEHIND_MILLIS, timer -> checks.run(Executors.callable(behind::read)));
        Experiments experiments = new Experiments(new PostgresExperiments(database), outbox, clock, new SecureRandom());
        Assignments assignments = new Assignments(new PostgresAssignments(database), kafka, clock);
        Activity activity = new Activity(archive, clock);
        Audiences audiences = new Audiences(new PostgresAudiences(database), clock, new Ids(new SecureRandom()));
        Decisions decisions = new Decisions(results, new PostgresDecisions(database), clock);
        PostgresReplays replays = new PostgresReplays(database, outbox, clock);
        this.outbound = new OutboundHttp(new OutboundPolicy(
                settings.outbound().allowLoopback(), settings.outbound().allowedHosts()));
        DeliveryStore deliveryStore = new PostgresDeliveries(database);
        SecureRandom random = new SecureRandom();
        Deliveries deliveries = new Deliveries(
                deliveryStore,
                url -> outbound.problem(url, true),
                () -> WebhookSecret.create(random).shown(),
                clock);
        Mailer mailer = settings.mail().host().isEmpty() ? new LogMailer() : new SmtpMailer(settings.mail());
        this.courier = new Courier(
                deliveryStore,
                Map.of(
                        Channel.Kind.WEBHOOK,
                        new WebhookCarrier(outbound, clock),
                        Channel.Kind.MAIL,
                        new MailCarrier(mailer)),
                clock);
        AlertStore alertStore = new PostgresAlerts(database);
        Alerts alerts = new Alerts(alertStore, experiments, deliveries, AlertView::message, clock);
        VerdictWatch verdicts = new VerdictWatch(alertStore, decisions, clock);
        DecisionJournal journal =
                new DecisionJournal(new PostgresDecisionLooks(database), decisions, decisionLog, clock);
        this.alertFeed = new AlertFeed(settings.kafka(), alert -> {
            alerts.receive(alert);
            alerts.settleOpen();
            courier.round();
        });
        Rebuilds rebuilds = new Rebuilds(results, generations, rebuilding, clock);
        StudyParts studies = new StudyParts(
                database,
                outbox,
                clickHouse,
                new StudyParts.Outside(
                        analyser(settings.studies()),
                        gateway(settings.studies(), clock),
                        settings.mail().host().isEmpty()
                                ? MailedReminders.toAnybody(mailer)
                                : MailedReminders.toAddresses(mailer)),
                clock);
        Map<String, Runnable> chored = new HashMap<>(studies.chores());
        chored.put("watch-verdicts", () -> {
            verdicts.round();
            alerts.settleOpen();
            courier.round();
        });
        chored.put("record-decisions", journal::round);
        chored.put("settle-alerts", alerts::settleOpen);
        chored.put("deliver-messages", courier::round);
        chored.put("forget-deliveries", deliveries::forgetOld);
        chored.put("announce-experiments", outbox::announceRemaining);
        chored.put("log-assignments", assignments::logRemaining);
        chored.put("complete-experiments", experiments::completeDue);
        chored.put("make-planned-tests", decisions::makePlannedTests);
        chored.put("forget-kept-answers", replays::forget);
        chored.put("follow-rebuilt", () -> rebuilds.follow(experiments::definition));
        this.sites = new SiteParts(
                settings.sites(),
                new SiteParts.Base(database, outbox, outbound, experiments, decisions, deliveries),
                clock);
        chored.putAll(sites.chores());
        Map<String, Worker> workers = new HashMap<>(studies.workers());
        workers.putAll(sites.workers());
        this.chores = new Chores(database, chored, workers);
        PostgresAccess accessStore = new PostgresAccess(database, outbox);
        this.revocations = new Revocations(() -> accessStore.revokedHashes(clock.instant()));
        Callers callers = new Callers(
                new Admission(new TokenVerifier(settings.tokens(), clock), revocations::has),
                new RequestRates(settings.requestsPerSecond(), clock));
        this.streams = new LiveStreams(vertx, reads, callers, clock);
        SurfaceContext context = new SurfaceContext(callers, replays, changes, reads, meters, clock);
        ArchiveReads archiveReads = new ArchiveReads();
        SommosSurface sommos = new SommosSurface(
                new SommosUseCases(
                        experiments,
                        assignments,
                        results,
                        new Segments(results, recounts, archiveReads, clock),
                        rebuilds,
                        decisions,
                        new Histories(results),
                        activity,
                        alerts,
                        deliveries,
                        new Access(
                                accessStore,
                                TokenSigner.of(settings.tokens()),
                                sites.keys(),
                                new Ids(new SecureRandom()),
                                clock)),
                context,
                streams,
                new Exports(vertx, settings.clickHouse(), settings.exports(), context));
        Surfaces surfaces = Surfaces.of("/sommos", sommos)
                .and(
                        "/studies",
                        new StudiesSurface(
                                studies.useCases(), context, settings.studies().cronSecret()))
                .and(
                        "/abtestbot",
                        new AbtestbotSurface(
                                sites.useCases(),
                                context.with(callers.withKeys(sites.keys(), reads)),
                                settings.sites()
                                        .scripts()
                                        .orElse(settings.edge().toString())))
                .and(
                        "/flows",
                        new FlowsSurface(
                                new FlowsUseCases(
                                        experiments,
                                        assignments,
                                        audiences,
                                        results,
                                        new DailyResults(recounts, archiveReads, clock),
                                        decisions,
                                        AnalysisView::of),
                                context));
        PipelineChecks pipeline = new PipelineChecks(database, kafka, results, settings.edge(), clock);
        this.server = new ApiServer(
                vertx,
                surfaces,
                new EdgeForwarding(vertx, settings.edge(), surfaces),
                new Readiness(pipeline.all(), checks),
                callers);
        this.metrics = new MetricsServer(vertx, meters);
    }

    private static PayoutGateway gateway(StudySettings settings, Clock clock) {
        return settings.payouts()
                .<PayoutGateway>map(hook -> new WebhookPayouts(hook.url(), new WebhookSecret(hook.secret()), clock))
                .orElseGet(LoggedPayouts::new);
    }

    private static Analyser analyser(StudySettings settings) {
        return settings.analyser()
                .<Analyser>map(model ->
                        new ChatAnalyser(new ChatEndpoint(model.url(), model.key(), model.model(), model.patience())))
                .orElseGet(RuleAnalyser::new);
    }

    /** Listens; what else has to be done at start goes on behind. */
    Future<Void> start() {
        startup.untilDone("PostgreSQL", () -> {
            database.migrate();
            sites.keepKey();
            chores.start();
            alertFeed.start();
            revocations.start();
        });
        startup.untilDone("ClickHouse", clickHouse::applySchema);
        return metrics.start(settings.metricsPort()).compose(nothing -> server.start(settings.bind(), settings.port()));
    }

    @Override
    public void close() {
        startup.close();
        revocations.close();
        streams.close();
        try {
            server.stop(DRAIN)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(DRAIN.toMillis() + 500, TimeUnit.MILLISECONDS);
            changes.drain(Duration.ofMillis(500));
            reads.drain(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("requests were still running when the API stopped", e);
        }
        checks.close();
        alertFeed.close();
        chores.close();
        renewal.close();
        courier.close();
        outbound.close();
        kafka.close();
        clickHouse.close();
        rebuilding.close();
        recounts.close();
        archive.close();
        generations.close();
        decisionLog.close();
        database.close();
        vertx.close();
    }
}
