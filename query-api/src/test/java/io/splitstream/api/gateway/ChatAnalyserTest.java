package io.splitstream.api.gateway;

import static io.splitstream.api.study.StudyWorld.WORKSPACE;
import static io.splitstream.api.study.StudyWorld.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.SessionStatus;
import io.splitstream.api.study.Study;
import io.splitstream.api.study.StudyWorld;
import io.splitstream.api.study.analysis.Analyses;
import io.splitstream.api.study.analysis.AnalysisFailedException;
import io.splitstream.api.study.analysis.Finding;
import io.splitstream.api.study.analysis.SessionArchive;
import io.splitstream.api.study.analysis.SessionEvidence;
import io.splitstream.api.study.insight.SessionInsights;
import io.splitstream.api.study.insight.Sign;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The analyser against a real HTTP server that says what each test wants. */
class ChatAnalyserTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StudyWorld world = new StudyWorld();
    private final Study study = world.study(null);
    private final List<JsonNode> asked = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean silent;
    private volatile String content =
            "{\"findings\":[{\"content\":\"Lost at the till.\",\"score\":0.7,\"evidence\":[\"e1\"]}]}";
    private HttpServer server;
    private ChatAnalyser analyser;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/v1/chat/completions", exchange -> {
            asked.add(JSON.readTree(exchange.getRequestBody()));
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            if (silent) {
                awaitEnd();
            }
            String answer = JSON.createObjectNode()
                    .set(
                            "choices",
                            JSON.createArrayNode()
                                    .add(JSON.createObjectNode()
                                            .set(
                                                    "message",
                                                    JSON.createObjectNode().put("content", content))))
                    .toString();
            byte[] bytes = answer.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        analyser = new ChatAnalyser(new ChatEndpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/"),
                "sk-test",
                "some-model",
                Duration.ofSeconds(1)));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void awaitEnd() {
        try {
            assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Timeout(10)
    void analyse_answerThatStallsAfterItsHeaders_mayPass() throws IOException {
        try (ServerSocket stalling = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> closed = CompletableFuture.supplyAsync(() -> StalledAnswer.endOf(stalling));
            ChatAnalyser impatient = new ChatAnalyser(new ChatEndpoint(
                    URI.create("http://127.0.0.1:" + stalling.getLocalPort() + "/v1/"),
                    "",
                    "some-model",
                    Duration.ofSeconds(1)));

            assertThatThrownBy(() -> impatient.analyse(evidence()))
                    .isInstanceOfSatisfying(AnalysisFailedException.class, failure -> {
                        assertThat(failure).hasMessageContaining("did not answer within 1 s");
                        assertThat(failure.isPassing()).isTrue();
                    });
            assertThat(closed.join()).isEqualTo(StalledAnswer.CLOSED);
        }
    }

    @Test
    void analyse_goodAnswer_isFindingsWithTheEvidenceThatWasGiven() throws AnalysisFailedException {
        List<Finding> findings = analyser.analyse(evidence());

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.content()).isEqualTo("Lost at the till.");
            assertThat(finding.score()).isEqualTo(0.7);
            assertThat(finding.evidence()).singleElement().satisfies(cited -> assertThat(cited.subject())
                    .isEqualTo("#pay"));
        });
        assertThat(tokens).containsExactly("Bearer sk-test");
        JsonNode request = asked.get(0);
        assertThat(request.path("model").asText()).isEqualTo("some-model");
        assertThat(request.at("/messages/1/content").asText()).contains("#pay", "rage_click");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{}",
                "{\"findings\":[]}",
                "{\"findings\":[{\"content\":\"\",\"score\":0.5}]}",
                "{\"findings\":[{\"content\":\"x\",\"score\":1.5}]}",
                "{\"findings\":[{\"content\":\"x\",\"score\":\"high\"}]}",
                "{\"findings\":[{\"content\":\"x\",\"score\":0.5,\"evidence\":[\"e99\"]}]}"
            })
    void analyse_answerOfAnotherForm_isNoAnswerButMayPass(String bad) {
        content = bad;

        assertThatExceptionOfType(AnalysisFailedException.class)
                .isThrownBy(() -> analyser.analyse(evidence()))
                .matches(AnalysisFailedException::isPassing)
                .withMessageContaining("cannot be used");
    }

    @Test
    void analyse_refusedOrLate_saysWhetherItMayPass() {
        status = 401;
        assertThatExceptionOfType(AnalysisFailedException.class)
                .isThrownBy(() -> analyser.analyse(evidence()))
                .matches(failure -> !failure.isPassing());
        status = 503;
        assertThatExceptionOfType(AnalysisFailedException.class)
                .isThrownBy(() -> analyser.analyse(evidence()))
                .matches(AnalysisFailedException::isPassing)
                .withMessage("The analyser answered 503.");
        silent = true;
        assertThatExceptionOfType(AnalysisFailedException.class)
                .isThrownBy(() -> analyser.analyse(evidence()))
                .matches(AnalysisFailedException::isPassing)
                .withMessage("The analyser did not answer within 1 s.");
        server.stop(0);
        assertThatExceptionOfType(AnalysisFailedException.class)
                .isThrownBy(() -> analyser.analyse(evidence()))
                .matches(AnalysisFailedException::isPassing);
    }

    @Test
    void work_endpointDownThenUp_retriesWithBackoffAndThenAnalyses() {
        Analyses analyses = new Analyses(
                new SessionArchive(
                        world.studyStore, world.new InMemoryChecklists(), world.new InMemoryFeedback(), world.insights),
                world.sessionStore,
                world.new InMemoryNotes(),
                analyser,
                world::put,
                world.clock,
                world.ids);
        Session session = world.session(study, "t1");
        done(world.sessions().complete(WORKSPACE, session.id(), null));
        done(analyses.request(WORKSPACE, session.id()));
        String piece = world.queued.get(0).split(":", 2)[1];
        world.insights.bySession.put(session.id(), insights(session.id()));

        status = 503;
        assertThat(analyses.work(piece, new Worker.Tries(1, 0)))
                .isEqualTo(new Worker.Result.Retry(Duration.ofSeconds(1)));
        assertThat(analyses.work(piece, new Worker.Tries(2, 0)))
                .isEqualTo(new Worker.Result.Retry(Duration.ofSeconds(2)));
        status = 200;
        assertThat(analyses.work(piece, new Worker.Tries(3, 0))).isEqualTo(Worker.Result.DONE);

        assertThat(world.sessionStore
                        .find(WORKSPACE, session.id())
                        .orElseThrow()
                        .status())
                .isEqualTo(SessionStatus.ANALYZED);
        assertThat(world.notes.get(session.id())).hasSize(1);
        assertThat(asked).hasSize(3);
    }

    private SessionEvidence evidence() {
        Session session = world.session(study, "t1");
        return new SessionEvidence(session, study, List.of(), Optional.empty(), insights(session.id()));
    }

    private SessionInsights insights(String sessionId) {
        return new SessionInsights(
                sessionId,
                new SessionInsights.Counts(9, 5, 1, 0, 0, 0, 0, 0),
                world.clock.instant(),
                world.clock.instant().plusSeconds(9),
                Duration.ZERO,
                0.6,
                List.of(new Sign("rage_click", world.clock.instant(), "#pay")));
    }
}
