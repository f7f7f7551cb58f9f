package io.splitstream.systemtests;

import static io.splitstream.systemtests.StudyClient.assertRefused;
import static io.splitstream.systemtests.StudyClient.data;
import static io.splitstream.systemtests.StudyClient.interaction;
import static io.splitstream.systemtests.StudyClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Studies and sessions: the documented examples, the moves of a session, places in rounds, and bad input. */
@Order(20)
class StudiesIT {
    private Stack stack;
    private StudyClient admin;
    private String unique;

    @BeforeEach
    void openStack() throws IOException {
        stack = Stack.running();
        admin = StudyClient.admin(stack);
        unique = Long.toString(System.nanoTime(), 36);
    }

    @Test
    void examples_runAsDocumented_haveTheDocumentedFields() throws IOException, InterruptedException {
        String study = admin.createStudy("Examples " + unique, 2);
        String tester = "tester-" + unique;
        StudyClient guest = StudyClient.guest(stack, tester);
        JsonNode round = data(
                201,
                admin.post(
                        "/api/ab/round/start",
                        object().put("jobId", study)
                                .put("roundLabel", "Round 2 - Post-redesign")
                                .put("targetSessionCount", 10)));
        assertFields(round, "roundId", "jobId", "label", "status", "startedAt");
        assertThat(round.path("status").asText()).isEqualTo("active");

        ObjectNode who = object().put("jobId", study).put("testerId", tester);
        JsonNode assigned = data(200, guest.post("/api/ab/assign", who));
        assertFields(assigned, "jobId", "testerId", "variant", "assignedAt", "isNew");
        assertThat(assigned.path("isNew").asBoolean()).isTrue();
        assertThat(data(200, guest.post("/studies/api/ab/assign", who))
                        .path("isNew")
                        .asBoolean())
                .isFalse();

        JsonNode started = data(201, guest.start(study, tester));
        assertFields(started, "sessionId", "jobId", "testerId", "variant", "status", "createdAt");
        assertThat(started.path("variant")).isEqualTo(assigned.path("variant"));
        String session = started.path("sessionId").asText();
        String path = "/api/sessions/" + session;

        tasksAreDone(guest, study, session, started.path("variant").asText());
        interactionsAreTracked(guest, session);

        JsonNode completed = data(200, guest.call("POST", path + "/complete", object()));
        assertFields(completed, "sessionId", "status", "completedAt");
        JsonNode given = data(201, guest.feedback(session, 4));
        assertFields(given, "sessionId", "feedbackId", "submittedAt");

        JsonNode analyzing = data(200, admin.move(session, "analyze"));
        assertFields(analyzing, "sessionId", "status", "estimatedCompletionSeconds");
        assertThat(analyzing.path("status").asText()).isEqualTo("analyzing");
        admin.awaitStatus(session, "analyzed");
        notesAreKept(session);

        JsonNode confirmed = data(200, admin.confirm(session, 5));
        assertFields(confirmed, "sessionId", "status", "payoutQueued", "confirmedAt");
        assertThat(confirmed.path("payoutQueued").asBoolean()).isTrue();
        JsonNode own = guest.get(path);
        assertThat(own.has("confirmation"))
                .as("the comment is not the tester's to see")
                .isFalse();
        assertThat(admin.get(path).at("/confirmation/comment").asText()).isEqualTo("secret");
        assertThat(own.path("status").asText()).isEqualTo("confirmed");

        JsonNode paused = data(
                200,
                admin.post(
                        "/api/ab/round/pause",
                        object().put("roundId", round.path("roundId").asText())
                                .put("reason", "Interim review by product team")));
        assertFields(paused, "roundId", "status", "pausedAt");
        figuresAreThere(study);
    }

    private static void tasksAreDone(StudyClient guest, String study, String session, String variant)
            throws IOException, InterruptedException {
        ObjectNode wanted =
                object().put("sessionId", session).put("jobId", study).put("variant", variant);
        assertThat(guest.get("/api/ab/progress/" + session).path("totalTasks").asInt())
                .isZero();
        JsonNode list = data(201, guest.post("/api/ab/task-checklist/generate", wanted));
        assertFields(list, "sessionId", "variant", "tasks");
        assertFields(list.path("tasks").get(0), "taskId", "title", "description", "order");
        assertThat(data(200, guest.post("/api/ab/task-checklist/generate", wanted)))
                .isEqualTo(list);
        ObjectNode save = object().put("sessionId", session);
        save.withArray("tasks")
                .addObject()
                .put("taskId", list.path("tasks").get(1).path("taskId").asText())
                .put("completed", true);
        JsonNode saved = data(200, guest.post("/api/ab/task-checklist/save", save));
        assertFields(saved, "sessionId", "savedCount");
        JsonNode progress = guest.get("/api/ab/progress/" + session);
        assertFields(progress, "sessionId", "variant", "totalTasks", "completedTasks", "tasks");
        assertThat(progress.path("completedTasks").asInt()).isEqualTo(1);
        assertThat(progress.path("tasks").get(0).path("completedAt").isNull()).isTrue();
    }

    private static void interactionsAreTracked(StudyClient guest, String session)
            throws IOException, InterruptedException {
        Instant now = Instant.now();
        ObjectNode batch = object();
        for (int click = 0; click < 3; click++) {
            batch.withArray("events").add(interaction("click", "#buy", now.plusMillis(click * 100L)));
        }
        JsonNode tracked = data(202, guest.post("/api/sessions/" + session + "/events", batch));
        assertThat(tracked.path("acceptedCount").asInt()).isEqualTo(3);
    }

    private void notesAreKept(String session) throws IOException, InterruptedException {
        String path = "/api/sessions/" + session + "/notes";
        JsonNode found = admin.get(path);
        assertFields(found, "sessionId", "notes");
        assertThat(found.path("notes").findValuesAsText("content"))
                .anyMatch(content -> content.contains("1 of 2 tasks undone"))
                .anyMatch(content -> content.contains("again and again") && content.contains("#buy"));
        JsonNode first = found.path("notes").get(0);
        assertThat(first.path("authorId").asText()).isEqualTo("analysis");
        assertThat(first.path("score").asDouble()).isBetween(0.0, 1.0);
        assertThat(first.path("evidence")).isNotEmpty();
        ObjectNode change = object();
        change.withArray("notes")
                .addObject()
                .put("noteId", first.path("noteId").asText())
                .put("content", "Updated: tester recovered after second attempt.");
        change.withArray("notes").addObject().put("content", "New note added post-session review.");
        JsonNode written = data(200, admin.call("PATCH", path, change));
        assertThat(written.path("updatedCount").asInt()).isEqualTo(1);
        assertThat(written.path("createdCount").asInt()).isEqualTo(1);
    }

    private void figuresAreThere(String study) throws IOException, InterruptedException {
        JsonNode figures = admin.get("/api/ab/analytics/" + study);
        assertThat(figures.path("totalSessions").asInt()).isEqualTo(1);
        assertThat(figures.path("variants").has("A")).isTrue();
        assertThat(figures.path("variants").has("B")).isTrue();
        assertThat(figures.path("winner").isNull()).isTrue();
        assertThat(figures.path("confidence").isNull()).isTrue();
        assertThat(admin.get("/api/studies/" + study + "/payouts").path("payouts"))
                .hasSize(1);
        assertThat(admin.get("/api/studies/" + study + "/sessions").path("sessions"))
                .hasSize(1);
        assertThat(admin.get("/api/ab/rounds/" + study).path("rounds")).hasSize(1);
    }

    /** The allowed ones end in a status, every other is refused and leaves the status as it was. */
    @ParameterizedTest(name = "from {0}")
    @CsvSource({
        // from,    pause,  resume, complete,  analyze,   confirm
        "active,    paused, -,      completed, -,         -",
        "paused,    -,      active, -,         -,         -",
        "completed, -,      -,      -,         analyzing, -",
        "analyzed,  -,      -,      -,         -,         confirmed",
        "confirmed, -,      -,      -,         -,         -"
    })
    void move_fromStatus_isAllowedOnlyIfTheTableSays(
            String from, String pause, String resume, String complete, String analyze, String confirm)
            throws IOException, InterruptedException {
        String study = admin.createStudy("Moves " + unique, 1);
        Map<String, String> table =
                Map.of("pause", pause, "resume", resume, "complete", complete, "analyze", analyze, "confirm", confirm);
        for (boolean allowed : new boolean[] {false, true}) {
            // Refused ones change nothing, so one session serves them all.
            String session = allowed ? "" : in(study, from, "refused-" + unique);
            for (Map.Entry<String, String> cell : table.entrySet()) {
                if (cell.getValue().equals("-") == allowed) {
                    continue;
                }
                String target = allowed ? in(study, from, cell.getKey() + "-" + unique) : session;
                Answer answer =
                        cell.getKey().equals("confirm") ? admin.confirm(target, 3) : admin.move(target, cell.getKey());
                if (allowed) {
                    data(200, answer);
                    assertThat(admin.status(target)).isIn(cell.getValue(), "analyzed");
                } else {
                    assertRefused(409, "INVALID_STATE", answer);
                    assertThat(admin.status(target)).as("%s", cell).isEqualTo(from);
                }
            }
        }
    }

    private String in(String study, String status, String tester) throws IOException, InterruptedException {
        String session = admin.session(study, tester);
        if (status.equals("paused")) {
            data(200, admin.move(session, "pause"));
        } else if (!status.equals("active")) {
            data(200, admin.move(session, "complete"));
            if (!status.equals("completed")) {
                admin.analyze(session);
            }
            if (status.equals("confirmed")) {
                data(200, admin.confirm(session, 3));
            }
        }
        return session;
    }

    @Test
    void start_fiftyAtOnceForTheLastPlace_givesOnePlace() throws IOException, InterruptedException, ExecutionException {
        String study = admin.createStudy("Places " + unique, 1);
        data(201, admin.post("/api/ab/round/start", object().put("jobId", study).put("targetSessionCount", 2)));
        admin.session(study, "first-" + unique);

        List<Answer> answers = atOnce(50, index -> () -> admin.start(study, "racer-" + index + "-" + unique));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> assertRefused(409, "INVALID_STATE", answer));
        JsonNode round = admin.get("/api/ab/rounds/" + study).path("rounds").get(0);
        assertThat(round.path("status").asText()).isEqualTo("closed");
        assertThat(round.path("sessionCount").asInt()).isEqualTo(2);
        assertThat(admin.get("/api/studies/" + study + "/sessions").path("sessions"))
                .hasSize(2);
    }

    @Test
    void start_oneTesterManyTimesAtOnce_isOneSession() throws IOException, InterruptedException, ExecutionException {
        String study = admin.createStudy("One tester " + unique, 1);

        List<Answer> answers = atOnce(16, index -> () -> admin.start(study, "same-" + unique));

        Set<String> sessions = new HashSet<>();
        answers.forEach(answer -> {
            assertThat(answer.status()).as(answer.text()).isIn(200, 201);
            sessions.add(answer.data().path("sessionId").asText());
        });
        assertThat(sessions).hasSize(1);
    }

    private interface Call {
        Callable<Answer> of(int index);
    }

    private static List<Answer> atOnce(int callers, Call call) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        CountDownLatch go = new CountDownLatch(1);
        List<Answer> answers = new ArrayList<>();
        try {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int index = 0; index < callers; index++) {
                Callable<Answer> one = call.of(index);
                asked.add(pool.submit(() -> {
                    go.await();
                    return one.call();
                }));
            }
            go.countDown();
            for (Future<Answer> answer : asked) {
                answers.add(answer.get());
            }
        } finally {
            pool.shutdownNow();
        }
        return answers;
    }

    @Test
    void badInput_isAnsweredAsDocumentedAndChangesNothing() throws IOException, InterruptedException {
        String study = admin.createStudy("Bad input " + unique, 1);
        String session = admin.session(study, "victim-" + unique);
        String path = "/api/sessions/" + session;
        JsonNode before = admin.get(path);

        assertRefused(404, "STUDY_NOT_FOUND", admin.start("job_none", "t"));
        assertRefused(404, "STUDY_NOT_FOUND", admin.call("GET", "/api/ab/analytics/job_none", null));
        assertRefused(404, "SESSION_NOT_FOUND", admin.call("GET", "/api/sessions/sess_none", null));
        assertRefused(404, "SESSION_NOT_FOUND", admin.move("sess_none", "complete"));
        assertRefused(404, "ROUND_NOT_FOUND", admin.post("/api/ab/round/pause", object().put("roundId", "round_none")));
        StudyClient stranger = new StudyClient(
                stack.client(stack.credentials().api(), stack.tokens().of("x", "admin", "another-workspace")));
        assertRefused(404, "SESSION_NOT_FOUND", stranger.call("GET", path, null));
        assertRefused(404, "SESSION_NOT_FOUND", stranger.move(session, "complete"));
        assertRefused(404, "STUDY_NOT_FOUND", stranger.call("GET", "/api/studies/" + study, null));
        StudyClient other = StudyClient.guest(stack, "somebody-else");
        assertRefused(403, "FORBIDDEN", other.call("GET", path, null));
        assertRefused(403, "FORBIDDEN", other.move(session, "complete"));
        assertRefused(403, "FORBIDDEN", other.start(study, "victim-" + unique));
        assertRefused(403, "FORBIDDEN", other.move(session, "analyze"));
        assertRefused(403, "FORBIDDEN", other.call("GET", path + "/notes", null));
        Instant start = Instant.parse(before.path("startedAt").asText());
        assertRefused(400, "VALIDATION_ERROR", complete(path, start.minusMillis(1)));
        assertRefused(400, "VALIDATION_ERROR", complete(path, Instant.now().plusSeconds(60)));
        ObjectNode unknownTask = object().put("sessionId", session);
        unknownTask.withArray("tasks").addObject().put("taskId", "t_none").put("completed", true);
        assertRefused(400, "VALIDATION_ERROR", admin.post("/api/ab/task-checklist/save", unknownTask));
        notesAreBounded(path);
        assertRefused(409, "INVALID_STATE", admin.feedback(session, 3));
        assertThat(admin.get(path)).isEqualTo(before);

        data(200, admin.move(session, "complete"));
        for (int rating : new int[] {0, 6}) {
            assertRefused(400, "VALIDATION_ERROR", admin.feedback(session, rating));
            assertRefused(400, "VALIDATION_ERROR", admin.confirm(session, rating));
        }
        assertThat(admin.get(path).path("feedback").isNull()).isTrue();
        data(201, admin.feedback(session, 5));
        assertRefused(409, "CONFLICT", admin.feedback(session, 1));
        assertThat(admin.get(path).at("/feedback/clarity").asInt()).isEqualTo(5);
    }

    private Answer complete(String path, Instant at) throws IOException, InterruptedException {
        return admin.call("POST", path + "/complete", object().put("completedAt", at.toString()));
    }

    private void notesAreBounded(String path) throws IOException, InterruptedException {
        ObjectNode huge = object();
        huge.withArray("notes").addObject().put("content", "x".repeat(1 << 20));
        assertRefused(413, "PAYLOAD_TOO_LARGE", admin.call("PATCH", path + "/notes", huge));
        ObjectNode large = object();
        large.withArray("notes").addObject().put("content", "x".repeat(10_001));
        assertRefused(400, "VALIDATION_ERROR", admin.call("PATCH", path + "/notes", large));
        ObjectNode unknown = object();
        unknown.withArray("notes").addObject().put("content", "fine");
        unknown.withArray("notes").addObject().put("noteId", "note_none").put("content", "fine");
        assertRefused(404, "NOTE_NOT_FOUND", admin.call("PATCH", path + "/notes", unknown));
        assertThat(admin.get(path + "/notes").path("notes")).isEmpty();
    }

    @Test
    void cron_withoutItsSecret_isUnauthorized() throws IOException, InterruptedException {
        assertRefused(401, "UNAUTHORIZED", admin.call("POST", "/api/ab/reminders/cron", null));
        ApiClient cron = stack.client(stack.credentials().api(), stack.cronSecret());
        JsonNode looked = data(200, cron.call("POST", "/api/ab/reminders/cron", null));
        assertFields(looked, "processedAt", "remindersQueued", "skipped");
    }

    @Test
    void events_notYetAnnouncedSession_areTakenAtOnce() throws IOException, InterruptedException {
        String study = admin.createStudy("At once " + unique, 1);
        StudyClient edge = new StudyClient(
                stack.client(stack.credentials().edge(), stack.credentials().adminToken()));
        for (int tester = 0; tester < 20; tester++) {
            String session = admin.session(study, "quick-" + tester + "-" + unique);
            ObjectNode batch = object();
            batch.withArray("events").add(interaction("scroll", "", Instant.now()));
            data(202, edge.post("/api/sessions/" + session + "/events", batch));
        }
    }

    private static void assertFields(JsonNode object, String... names) {
        List<String> found = new ArrayList<>();
        object.fieldNames().forEachRemaining(found::add);
        assertThat(found).containsExactlyInAnyOrder(names);
    }
}
