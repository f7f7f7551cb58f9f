package io.splitstream.systemtests;

import static io.splitstream.systemtests.StudyClient.data;
import static io.splitstream.systemtests.StudyClient.interaction;
import static io.splitstream.systemtests.StudyClient.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A study of 400 simulated testers over HTTP alone: its analytics are the simulator's own figures. */
@Order(21)
class StudySimulationIT {
    private static final int TESTERS = 400;
    private static final int TASKS = 4;
    private static final int CALLERS = 16;
    private static final double EXACT = 1e-9;

    /** What the simulator knows of one tester. */
    private record Tester(
            String sessionId, String variant, List<Boolean> tasks, long durationSeconds, double frustration) {
        double completionRate() {
            return tasks.stream().filter(done -> done).count() / (double) TASKS;
        }
    }

    @Test
    void analytics_ofASimulatedStudy_equalTheSimulatorsFigures()
            throws IOException, InterruptedException, ExecutionException {
        StudyClient admin = StudyClient.admin(Stack.running());
        String study = admin.createStudy("Simulation " + System.nanoTime(), TASKS);
        List<Callable<JsonNode>> starts = new ArrayList<>();
        for (int index = 0; index < TESTERS; index++) {
            String tester = "sim-" + index + "-" + study;
            starts.add(() -> data(201, admin.start(study, tester)));
        }
        List<JsonNode> sessions = all(starts);
        List<Callable<Tester>> runs = new ArrayList<>();
        for (int index = 0; index < TESTERS; index++) {
            JsonNode session = sessions.get(index);
            Random random = new Random(index);
            runs.add(() -> run(admin, study, session, random));
        }
        List<Tester> testers = all(runs);
        Instant sent = Instant.now();
        Await.until("insights up to " + sent, Duration.ofSeconds(30), () -> {
            String until = admin.get("/api/ab/analytics/" + study)
                    .path("completeUntil")
                    .asText();
            return !Instant.parse(until).isBefore(sent);
        });

        JsonNode figures = admin.get("/api/ab/analytics/" + study);

        assertThat(figures.path("totalSessions").asInt()).isEqualTo(TESTERS);
        for (String variant : List.of("A", "B")) {
            assertVariant(figures.path("variants").path(variant), of(testers, variant));
        }
        double[] a =
                of(testers, "A").stream().mapToDouble(Tester::completionRate).toArray();
        double[] b =
                of(testers, "B").stream().mapToDouble(Tester::completionRate).toArray();
        assertThat(figures.path("winner").asText()).isEqualTo("B");
        double z = (mean(b) - mean(a)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
        assertThat(figures.path("confidence").asDouble()).isCloseTo(normal(z), within(EXACT));
        System.out.printf(
                "%d testers: completion A %.4f, B %.4f, confidence %.6f%n",
                TESTERS, mean(a), mean(b), figures.path("confidence").asDouble());
    }

    private static Tester run(StudyClient admin, String study, JsonNode session, Random random)
            throws IOException, InterruptedException {
        String id = session.path("sessionId").asText();
        String variant = session.path("variant").asText();
        boolean better = variant.equals("B");
        Instant start = Instant.parse(session.path("createdAt").asText());
        JsonNode list = data(
                201,
                admin.post(
                        "/api/ab/task-checklist/generate",
                        object().put("sessionId", id).put("jobId", study)));
        ObjectNode save = object().put("sessionId", id);
        List<Boolean> done = new ArrayList<>();
        for (JsonNode task : list.path("tasks")) {
            done.add(random.nextDouble() < (better ? 0.85 : 0.6));
            save.withArray("tasks")
                    .addObject()
                    .put("taskId", task.path("taskId").asText())
                    .put("completed", done.get(done.size() - 1));
        }
        data(200, admin.post("/api/ab/task-checklist/save", save));
        int rage = random.nextInt(better ? 2 : 4);
        int dead = random.nextInt(better ? 3 : 5);
        int failed = random.nextInt(3);
        int fine = 1 + random.nextInt(6);
        track(admin, id, start, random, new int[] {rage, dead, failed, fine});
        long open = Duration.between(start, Instant.now()).toMillis();
        Instant end = start.plusMillis((long) (random.nextDouble() * open)).truncatedTo(ChronoUnit.MILLIS);
        data(200, admin.call("POST", "/api/sessions/" + id + "/complete", object().put("completedAt", end.toString())));
        double clicks = 3 * rage + dead + failed + fine;
        return new Tester(
                id,
                variant,
                done,
                Duration.between(start, end).toSeconds(),
                Math.min(1, (3 * rage + 0.5 * dead + failed) / clicks));
    }

    /** What is planted, five seconds apart each; out of order, and one batch twice. */
    private static void track(StudyClient admin, String session, Instant start, Random random, int[] planted)
            throws IOException, InterruptedException {
        List<ObjectNode> events = new ArrayList<>();
        Instant at = start.minusSeconds(600);
        for (int kind = 0; kind < planted.length; kind++) {
            for (int count = 0; count < planted[kind]; count++) {
                at = at.plusSeconds(5);
                String target = "#" + kind + "-" + count;
                for (int click = 0; click < (kind == 0 ? 3 : 1); click++) {
                    events.add(interaction("click", target, at.plusMillis(click * 100L)));
                }
                if (kind == 2) {
                    events.add(interaction("error", "", at.plusMillis(400)));
                }
                if (kind != 1) {
                    events.add(interaction("mutation", "", at.plusMillis(500)));
                }
            }
        }
        for (int index = 0; index < events.size(); index++) {
            events.get(index).put("event_id", session + "-" + index);
        }
        Collections.shuffle(events, random);
        ObjectNode batch = object();
        ArrayNode all = batch.putArray("events");
        events.forEach(all::add);
        for (int times = random.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
            data(202, admin.post("/api/sessions/" + session + "/events", batch));
        }
    }

    private static void assertVariant(JsonNode figures, List<Tester> testers) {
        assertThat(figures.path("sessionCount").asInt()).isEqualTo(testers.size());
        assertThat(figures.path("completedSessionCount").asInt()).isEqualTo(testers.size());
        assertClose(figures.path("avgCompletionRate"), testers, Tester::completionRate);
        assertClose(figures.path("avgDurationSeconds"), testers, Tester::durationSeconds);
        assertClose(figures.path("avgFrustrationScore"), testers, Tester::frustration);
        assertThat(figures.path("taskBreakdown")).hasSize(TASKS);
        for (int task = 0; task < TASKS; task++) {
            int index = task;
            assertClose(
                    figures.path("taskBreakdown").get(task).path("completionRate"),
                    testers,
                    tester -> tester.tasks().get(index) ? 1 : 0);
        }
    }

    private static void assertClose(JsonNode figure, List<Tester> testers, ToDoubleFunction<Tester> own) {
        assertThat(figure.asDouble())
                .isCloseTo(testers.stream().mapToDouble(own).average().orElseThrow(), within(EXACT));
    }

    private static List<Tester> of(List<Tester> testers, String variant) {
        return testers.stream()
                .filter(tester -> tester.variant().equals(variant))
                .toList();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }

    /** Φ(z) by Simpson's rule over the density, from 0 to z. */
    private static double normal(double z) {
        int steps = 20_000;
        double width = z / steps;
        double sum = 0;
        for (int step = 0; step <= steps; step++) {
            double weight = step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-0.5 * step * width * step * width);
        }
        return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
