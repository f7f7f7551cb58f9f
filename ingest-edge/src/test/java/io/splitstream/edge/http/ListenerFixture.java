package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.StudySession;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.EventRecord;
import io.splitstream.contracts.identity.TokenVerifier;
import io.splitstream.edge.admission.AckPace;
import io.splitstream.edge.admission.Budget;
import io.splitstream.edge.admission.RateLimits;
import io.splitstream.edge.identity.Authenticator;
import io.splitstream.edge.identity.RevokedTokens;
import io.splitstream.edge.intake.DefinitionRegistry;
import io.splitstream.edge.intake.EventIntake;
import io.splitstream.edge.intake.RecentExperiments;
import io.splitstream.edge.intake.SessionIntake;
import io.splitstream.edge.intake.SessionRegistry;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import io.splitstream.edge.ring.Fate;
import io.splitstream.edge.ring.Submission;
import io.splitstream.edge.ring.SubmissionRing;
import io.splitstream.edge.site.RuntimeTemplate;
import io.splitstream.edge.site.Scripts;
import io.splitstream.edge.site.SiteRegistry;
import io.splitstream.edge.telemetry.EdgeMetrics;
import io.splitstream.edge.telemetry.EventLedger;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The HTTP surface on a real socket, with a broker that does what each test tells it; its books balance after each. */
abstract class ListenerFixture {
    static final String SECRET = "a secret of thirty-two characters";
    static final String EVENT =
            "{\"experiment_id\":\"exp\",\"variant_id\":\"A\",\"user_id\":\"u\",\"event_type\":\"click\"}";
    static final String BAD =
            "{\"experiment_id\":\"exp\",\"variant_id\":\"A\",\"user_id\":\"u\",\"event_type\":\"zap\"}";

    static final int CONNECTIONS = 150;
    static final Duration IDLE = Duration.ofSeconds(2);

    final Queue<EventRecord> sent = new ConcurrentLinkedQueue<>();
    final EventLedger ledger = new EventLedger();
    final Budget bytes = new Budget(1 << 20);
    final Budget events = new Budget(200);
    final EdgeMetrics metrics = new EdgeMetrics(ledger);
    final HttpClient client = HttpClient.newHttpClient();
    final SiteRegistry sites = new SiteRegistry();
    /** What a catch-up of the sites does. */
    volatile Supplier<CompletableFuture<Void>> siteFeed = () -> CompletableFuture.completedFuture(null);

    /** What a catch-up of the definitions does. */
    volatile Supplier<CompletableFuture<Void>> definitionFeed = () -> CompletableFuture.completedFuture(null);

    /** What the rate limits take for the time. */
    final AtomicLong nanos = new AtomicLong();

    final BufferPool buffers = new BufferPool(1 << 20);
    volatile BiConsumer<EventRecord, Submission> broker = (event, submission) -> submission.settle(Fate.ACKED);
    volatile List<String> objections = List.of();
    final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();
    final SubmissionRing ring = new SubmissionRing(
            "ring-test",
            16,
            buffers,
            (records, submission) -> {
                for (int record = 0; record < records.count(); record++) {
                    EventRecord event = decoded(records, record);
                    sent.add(event);
                    broker.accept(event, submission);
                }
            },
            nanos -> {},
            bugs::add);
    HttpListener listener;
    InetSocketAddress address;
    String token;

    @BeforeEach
    void listen() throws Exception {
        DefinitionRegistry registry = new DefinitionRegistry();
        registry.accept(new ExperimentDefinition(
                "exp",
                "ws",
                "name",
                ExperimentStatus.RUNNING,
                1,
                1,
                List.of(new Variant("A", "control", true), new Variant("B", "test", false)),
                List.of(),
                null));
        registry.markLoaded();
        SessionRegistry sessions = new SessionRegistry();
        long now = System.currentTimeMillis();
        sessions.accept(new StudySession("own", "ws", "job", "u1", "A", 1, now, null));
        sessions.accept(new StudySession("other", "ws", "job", "u2", "B", 1, now, null));
        sessions.accept(new StudySession("done", "ws", "job", "u1", "A", 2, now - 5_000, now - 1_000));
        sessions.accept(new StudySession("foreign", "ws2", "job", "u1", "A", 1, now, null));
        sessions.markLoaded();
        Clock clock = Clock.systemUTC();
        listener = new HttpListener(new HttpListener.Context(
                List.of(ring),
                new EventIntake.Context(
                        registry, () -> definitionFeed.get(), RecentExperiments.confirmed(System::nanoTime)),
                new SessionIntake.Context(
                        sessions,
                        () -> CompletableFuture.completedFuture(null),
                        RecentExperiments.confirmed(System::nanoTime)),
                new SiteGate.Context(
                        sites,
                        () -> siteFeed.get(),
                        RecentExperiments.confirmed(System::nanoTime),
                        Optional.of(new Scripts(new RuntimeTemplate("run(__SPLITSTREAM_SITE__);"), 1 << 20))),
                buffers,
                (time, workspaceId, event, body) -> {},
                new Authenticator(new TokenVerifier(SECRET, clock), new RevokedTokens(clock), clock),
                new RateLimits(20_000, nanos::get),
                bytes,
                events,
                new AckPace(1, 200, System::nanoTime),
                ledger,
                metrics,
                () -> objections,
                new HttpLimits(CONNECTIONS, IDLE, Duration.ofSeconds(5)),
                clock));
        ring.start();
        address = listener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject("u1")
                        .claim("role", "guest")
                        .claim("workspace_id", "ws")
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        jwt.sign(new MACSigner(SECRET));
        token = jwt.serialize();
    }

    @AfterEach
    void close() {
        listener.stopAccepting();
        ring.stop(Duration.ofSeconds(1));
        listener.close(Duration.ofSeconds(1));
        EventLedger.Balance books = ledger.balance();
        long refused =
                books.refused().values().stream().mapToLong(Long::longValue).sum();
        assertThat(books.received()).isEqualTo(books.acked() + refused + books.unknown() + books.inFlight());
        assertThat(bytes.reserved()).isZero();
        assertThat(bugs).isEmpty();
        metrics.close();
    }

    static EventRecord decoded(RecordBatch records, int record) {
        int from = records.valueFrom(record);
        return new EventCodec().decode(Arrays.copyOfRange(records.bytes(), from, from + records.valueLength(record)));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(body(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + address.getPort() + path);
    }

    static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    static byte[] readAll(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try (InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        }
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
