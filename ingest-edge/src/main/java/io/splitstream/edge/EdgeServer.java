package io.splitstream.edge;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.StudySession;
import io.splitstream.contracts.identity.RevokedToken;
import io.splitstream.contracts.identity.TokenVerifier;
import io.splitstream.contracts.site.Site;
import io.splitstream.edge.admission.AckPace;
import io.splitstream.edge.admission.Budget;
import io.splitstream.edge.admission.RateLimits;
import io.splitstream.edge.http.HttpLimits;
import io.splitstream.edge.http.HttpListener;
import io.splitstream.edge.http.SiteGate;
import io.splitstream.edge.http.TlsCertificate;
import io.splitstream.edge.identity.Authenticator;
import io.splitstream.edge.identity.RevokedTokens;
import io.splitstream.edge.intake.DefinitionRegistry;
import io.splitstream.edge.intake.EventIntake;
import io.splitstream.edge.intake.RecentExperiments;
import io.splitstream.edge.intake.SessionIntake;
import io.splitstream.edge.intake.SessionRegistry;
import io.splitstream.edge.intake.StateRegistry;
import io.splitstream.edge.journal.Journal;
import io.splitstream.edge.journal.JournalSink;
import io.splitstream.edge.kafka.EventProducer;
import io.splitstream.edge.kafka.JournalDrain;
import io.splitstream.edge.kafka.ProducerLimits;
import io.splitstream.edge.kafka.RejectedEvents;
import io.splitstream.edge.kafka.StateFeed;
import io.splitstream.edge.kafka.StateTopic;
import io.splitstream.edge.kafka.Ticker;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.ring.EventSink;
import io.splitstream.edge.ring.SubmissionRing;
import io.splitstream.edge.site.RuntimeTemplate;
import io.splitstream.edge.site.Scripts;
import io.splitstream.edge.site.SiteRegistry;
import io.splitstream.edge.telemetry.EdgeMetrics;
import io.splitstream.edge.telemetry.EventLedger;
import io.splitstream.edge.telemetry.MetricsEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running edge: its parts, in the order in which they start and stop. */
final class EdgeServer {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeServer.class);
    private static final int RING_SLOTS = 8_192;
    /** Arrays kept for bodies and large requests to come. */
    private static final long KEPT_BUFFER_BYTES = 16 << 20;

    /** Events that may wait whatever the pace is: as many as one request may have. */
    private static final long LEAST_IN_FLIGHT = 10_000;

    /** Scripts of sites kept for those who ask next, both codings of each. */
    private static final long KEPT_SCRIPT_BYTES = 32 << 20;

    private static final int SEGMENT_BYTES = 16 << 20;
    private static final Duration MAX_BLOCK = Duration.ofMillis(500);

    /** The steps of a drain; together under four seconds, for a busy machine adds to them. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(1500);

    private static final Duration RING_TIMEOUT = Duration.ofMillis(400);
    private static final Duration FLUSH_TIMEOUT = Duration.ofMillis(500);
    private static final Duration GOODBYE_TIMEOUT = Duration.ofMillis(300);

    private final EdgeConfig config;
    private final DefinitionRegistry registry = new DefinitionRegistry();
    private final SessionRegistry sessionRegistry = new SessionRegistry();
    private final SiteRegistry siteRegistry = new SiteRegistry();
    private final RevokedTokens revokedTokens = new RevokedTokens(Clock.systemUTC());
    private final EventLedger ledger = new EventLedger();
    private final EdgeMetrics metrics = new EdgeMetrics(ledger);
    private final BufferPool buffers = new BufferPool(KEPT_BUFFER_BYTES);
    private final Budget bytesInFlight;
    private final AckPace pace;
    private final Budget eventsInFlight;
    private final EventProducer producer;
    private final Ticker ticker;
    private final RejectedEvents rejections;
    private final StateFeed<ExperimentDefinition> definitions;
    private final StateFeed<StudySession> sessions;
    private final StateFeed<Site> sites;
    private final StateFeed<RevokedToken> revocations;
    private final Optional<Scripts> scripts =
            RuntimeTemplate.built().map(runtime -> new Scripts(runtime, KEPT_SCRIPT_BYTES));
    private final @Nullable Journal journal;
    private final @Nullable JournalDrain journalDrain;
    private final List<SubmissionRing> rings;
    private final HttpListener http;
    private final @Nullable TlsCertificate certificate;
    private final MetricsEndpoint metricsEndpoint;
    private volatile boolean stopping;

    /** Makes the parts; the metrics' port is served from here on, nothing else is started. */
    EdgeServer(EdgeConfig config) throws IOException {
        this.config = config;
        Files.createDirectories(config.dataDirectory());
        EdgeConfig.Limits limits = config.limits();
        Clock clock = Clock.systemUTC();
        this.bytesInFlight = new Budget(limits.bytesInFlight());
        this.pace = new AckPace(LEAST_IN_FLIGHT, limits.eventsInFlight(), System::nanoTime);
        this.eventsInFlight = new Budget(limits.eventsInFlight(), pace::limit);
        this.producer = EventProducer.connectingTo(
                config.bootstrapServers(),
                config.edgeId(),
                new ProducerLimits(limits.producerBytes(), MAX_BLOCK, limits.delivery()));
        this.ticker = new Ticker(producer, config.edgeId(), clock, System::nanoTime);
        this.rejections = new RejectedEvents(producer);
        this.definitions = feed(StateTopic.EXPERIMENTS, registry);
        this.sessions = feed(StateTopic.SESSIONS, sessionRegistry);
        this.sites = feed(StateTopic.SITES, siteRegistry);
        this.revocations = feed(StateTopic.REVOCATIONS, revokedTokens);
        Path journalDirectory = config.dataDirectory().resolve("journal");
        // One that an earlier start left is emptied in either mode.
        boolean journaled = config.journal().acknowledges() || Journal.isLeft(journalDirectory);
        this.journal =
                journaled ? Journal.open(journalDirectory, config.journal().mostBytes(), SEGMENT_BYTES) : null;
        this.journalDrain = journal == null ? null : new JournalDrain(journal, producer);
        this.rings = IntStream.range(0, limits.eventLoops())
                .mapToObj(index -> new SubmissionRing(
                        "ring-" + index, RING_SLOTS, buffers, sink(), metrics::queued, this::endOnBug))
                .toList();
        this.http = new HttpListener(new HttpListener.Context(
                rings,
                new EventIntake.Context(registry, definitions, RecentExperiments.confirmed(System::nanoTime)),
                new SessionIntake.Context(sessionRegistry, sessions, RecentExperiments.confirmed(System::nanoTime)),
                new SiteGate.Context(siteRegistry, sites, RecentExperiments.confirmed(System::nanoTime), scripts),
                buffers,
                rejections,
                new Authenticator(new TokenVerifier(config.tokens(), clock), revokedTokens, clock),
                new RateLimits(limits.eventsPerSecond(), System::nanoTime),
                bytesInFlight,
                eventsInFlight,
                pace,
                ledger,
                metrics,
                this::objections,
                new HttpLimits(limits.connections(), limits.idle(), limits.delivery()),
                clock));
        this.certificate = config.tls().isEmpty()
                ? null
                : TlsCertificate.load(
                        config.tls().get().certificate(), config.tls().get().key());
        show();
        this.metricsEndpoint = new MetricsEndpoint(config.metricsAddress(), metrics);
    }

    /** A way in for one ring's thread. */
    private EventSink sink() {
        return config.journal().acknowledges() && journal != null ? new JournalSink(journal) : producer.sink();
    }

    /** Clients of a ring that lost its thread would wait for ever: better that they see the end, and a new start. */
    private void endOnBug(Throwable bug) {
        LOG.error("a ring's thread met a bug", bug);
        if (!stopping) {
            Runtime.getRuntime().halt(EdgeMain.STATUS_OF_A_BUG);
        }
    }

    /** Starts everything; the port for events last. */
    void start() {
        ticker.start();
        rejections.start();
        definitions.start();
        sessions.start();
        sites.start();
        revocations.start();
        if (scripts.isEmpty()) {
            LOG.warn("no scripts for sites: the runtime was not built into this edge");
        }
        if (journalDrain != null) {
            journalDrain.start();
        }
        rings.forEach(SubmissionRing::start);
        LOG.info("taking events on {}, metrics on {}", http.listen(config.address()), config.metricsAddress());
        if (certificate != null) {
            certificate.start();
            LOG.info(
                    "taking events over TLS on {}",
                    http.listen(config.tls().orElseThrow().address(), certificate));
        }
    }

    /** Answers what was asked, sends what was taken, ends. Takes less than five seconds whatever the broker does. */
    void drain() throws InterruptedException {
        LOG.info("draining: {} events in flight", ledger.balance().inFlight());
        stopping = true;
        http.stopAccepting();
        boolean answered = http.awaitIdle(ANSWER_TIMEOUT);
        ticker.stop();
        rejections.stop();
        rings.forEach(ring -> ring.stop(RING_TIMEOUT.dividedBy(rings.size())));
        if (journalDrain != null) {
            journalDrain.stop(RING_TIMEOUT);
        }
        producer.close(FLUSH_TIMEOUT);
        if (!answered) {
            // The producer has given up on what was left, so that its clients can be told.
            http.awaitIdle(GOODBYE_TIMEOUT);
        }
        http.close(GOODBYE_TIMEOUT);
        StateFeed.stop(List.of(definitions, sessions, sites, revocations), GOODBYE_TIMEOUT);
        closeJournal();
        if (certificate != null) {
            certificate.close();
        }
        metricsEndpoint.close();
        metrics.close();
        LOG.info("drained: {}", ledger.balance());
    }

    private void closeJournal() {
        if (journal != null) {
            try {
                journal.close();
            } catch (IOException e) {
                LOG.error("the journal did not close", e);
            }
        }
    }

    /** Why the edge cannot take events now. */
    private List<String> objections() {
        List<String> objections = new ArrayList<>();
        if (stopping) {
            objections.add("the edge is stopping");
        }
        if (config.journal().acknowledges()) {
            if (journal != null && journal.isFull()) {
                objections.add("the journal is full");
            }
        } else if (!ticker.isReachable()) {
            objections.add("no broker has acknowledged a tick lately");
        }
        if (!registry.isLoaded()) {
            objections.add("experiment definitions are not loaded");
        }
        if (!sessionRegistry.isLoaded()) {
            objections.add("sessions of studies are not loaded");
        }
        if (!siteRegistry.isLoaded()) {
            objections.add("sites are not loaded");
        }
        if (!revokedTokens.isLoaded()) {
            objections.add("revoked tokens are not loaded");
        }
        return objections;
    }

    private <T> StateFeed<T> feed(StateTopic<T> topic, StateRegistry<T> known) {
        return new StateFeed<>(topic, config.bootstrapServers(), config.edgeId(), config.dataDirectory(), known);
    }

    private void show() {
        metrics.gauge("bytes.in.flight", "Bytes of bodies not answered yet.", bytesInFlight::reserved);
        metrics.gauge("events.limit", "Events that may be in flight, by the pace of acknowledgements.", pace::limit);
        metrics.gauge(
                "producer.queue.time.mean.seconds",
                "How long records waited in the producer before they were sent, of late.",
                () -> producer.queueSeconds().mean());
        metrics.gauge(
                "producer.queue.time.max.seconds",
                "How long a record waited in the producer at most before it was sent, of late.",
                () -> producer.queueSeconds().most());
        metrics.gauge("connections", "Connections open.", http::connections);
        metrics.gauge("definitions", "Experiments known.", () -> registry.all().size());
        metrics.gauge("sessions", "Sessions of studies known.", () -> sessionRegistry
                .all()
                .size());
        metrics.gauge("sites", "Sites known.", () -> siteRegistry.all().size());
        metrics.gauge("script.bytes", "Bytes of sites' scripts kept.", () -> scripts.map(Scripts::bytes)
                .orElse(0L));
        metrics.gauge(
                "ready",
                "1 if the edge can take events, else 0.",
                () -> objections().isEmpty() ? 1 : 0);
        metrics.gauge("ring.fill", "Requests waiting in rings.", () -> rings.stream()
                .mapToLong(SubmissionRing::fill)
                .sum());
        if (certificate != null) {
            metrics.gauge(
                    "tls.certificate.expiry",
                    "When the certificate in use ends, in seconds since the epoch.",
                    () -> certificate.expiresAt().getEpochSecond());
        }
        if (journal != null && journalDrain != null) {
            metrics.gauge("journal.bytes", "Bytes of the journal on disk.", journal::bytes);
            metrics.counter(
                    "journal.damaged.bytes",
                    "Bytes of the journal that could not be read for damage.",
                    journal::damagedBytes);
            metrics.counter(
                    "journal.drained",
                    "Events of the journal that the broker acknowledged.",
                    journalDrain::acknowledged);
            metrics.counter(
                    "journal.undeliverable",
                    "Events of the journal that no broker takes.",
                    journalDrain::undeliverable);
        }
        metrics.counter("ticks", "Ticks acknowledged by the broker.", ticker::acknowledged);
        metrics.counter("rejections.dropped", "Refused events that were not recorded.", rejections::dropped);
    }
}
