package io.splitstream.systemtests;

import static io.splitstream.systemtests.StudyClient.data;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.process.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API is killed while it analyses, pays and reminds: each happens once. */
@Order(91)
class StudyCrashIT {
    private static final int SESSIONS = 12;
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration SILENCE = Duration.ofSeconds(62);

    private Stack stack;
    private StudyClient admin;

    @BeforeEach
    void openStack() throws IOException {
        stack = Stack.running();
        admin = StudyClient.admin(stack);
    }

    @Test
    @Timeout(300)
    void api_killedWhileItAnalysesPaysAndReminds_doesEachOnce()
            throws IOException, InterruptedException, ExecutionException {
        String silentStudy = admin.createStudy("Silent " + System.nanoTime(), 1);
        List<String> silent = sessions(silentStudy);
        Instant silentSince = Instant.now();
        String study = admin.createStudy("Crash " + System.nanoTime(), 1);
        List<String> sessions = sessions(study);
        for (String session : sessions) {
            data(200, admin.move(session, "complete"));
        }

        for (String session : sessions) {
            data(200, admin.move(session, "analyze"));
        }
        kill("analyses");
        for (String session : sessions) {
            admin.awaitStatus(session, "analyzed");
            JsonNode notes = admin.get("/api/sessions/" + session + "/notes").path("notes");
            assertThat(notes.findValuesAsText("content"))
                    .as("findings")
                    .doesNotHaveDuplicates()
                    .isNotEmpty();
        }

        for (String session : sessions) {
            assertThat(data(200, admin.confirm(session, 4)).path("payoutQueued").asBoolean())
                    .isTrue();
        }
        kill("payouts");
        Await.until("all paid", Duration.ofSeconds(60), () -> payouts(study).stream()
                .allMatch(payout -> payout.path("status").asText().equals("paid")));
        assertThat(payouts(study)).hasSize(SESSIONS);
        assertThat(payouts(study).stream()
                        .map(payout -> payout.path("sessionId").asText()))
                .containsExactlyInAnyOrderElementsOf(sessions);

        Thread.sleep(Math.max(
                0, Duration.between(Instant.now(), silentSince.plus(SILENCE)).toMillis()));
        remindTwiceAtOnceAndKill(silent);
        for (String session : silent) {
            data(200, admin.move(session, "complete"));
        }
    }

    private void remindTwiceAtOnceAndKill(List<String> silent)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(2);
        List<Future<Answer>> looks = new ArrayList<>();
        try {
            for (int caller = 0; caller < 2; caller++) {
                looks.add(callers.submit(this::remind));
            }
            int queued = 0;
            for (Future<Answer> look : looks) {
                queued += data(200, look.get()).path("remindersQueued").asInt();
            }
            assertThat(queued)
                    .as("reminders of both looks, other tests' silent sessions included")
                    .isGreaterThanOrEqualTo(SESSIONS);
        } finally {
            callers.shutdownNow();
        }
        kill("reminders");
        for (String session : silent) {
            Await.until("the reminder of " + session, Duration.ofSeconds(60), () -> reminders(session) > 0);
        }
        JsonNode again = data(200, remind());
        assertThat(again.path("remindersQueued").asInt()).isZero();
        assertThat(again.path("skipped").asInt()).isGreaterThanOrEqualTo(SESSIONS);
        for (String session : silent) {
            assertThat(reminders(session)).as("reminders of " + session).isEqualTo(1);
        }
    }

    private Answer remind() throws IOException, InterruptedException {
        ApiClient cron = stack.client(stack.credentials().api(), stack.cronSecret());
        return cron.call("POST", "/api/ab/reminders/cron", null);
    }

    /** Without a mail server reminders go to the log. */
    private long reminders(String session) throws IOException {
        try (var lines = Files.lines(stack.data().resolve("logs").resolve("api.log"))) {
            return lines.filter(line -> line.contains("mail to ") && line.contains(session))
                    .count();
        }
    }

    private List<String> sessions(String study) throws IOException, InterruptedException {
        List<String> sessions = new ArrayList<>();
        for (int tester = 0; tester < SESSIONS; tester++) {
            sessions.add(admin.session(study, "tester-" + tester));
        }
        return sessions;
    }

    private List<JsonNode> payouts(String study) throws IOException, InterruptedException {
        List<JsonNode> payouts = new ArrayList<>();
        admin.get("/api/studies/" + study + "/payouts").path("payouts").forEach(payouts::add);
        return payouts;
    }

    private void kill(String what) throws IOException, InterruptedException {
        long killed = Part.API.pid(stack.data());
        long begin = System.nanoTime();
        Part.API.kill(stack.data());
        Await.until(
                "the API runs again as another process than " + killed,
                READY_WITHIN,
                () -> Part.API.pid(stack.data()) != killed && Part.API.isAlive(stack.data()) && stack.isReady());
        System.out.printf("API killed with %s queued, ready after %.1f s%n", what, (System.nanoTime() - begin) / 1e9);
    }
}
