package io.splitstream.standalone.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Answers as a JobManager does, without running anything. */
final class FakeJobManager implements AutoCloseable {
    /**
     * A job that was accepted.
     *
     * @param savepoint what it was restored from; empty if nothing
     */
    record Submission(String jobId, String entryClass, String savepoint) {}

    private final HttpServer server;
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final List<Submission> submissions = new CopyOnWriteArrayList<>();
    private volatile boolean losesAnswers;

    FakeJobManager() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jobs", this::jobs);
        server.createContext(
                "/jars/upload", exchange -> answer(exchange, 200, "{\"filename\":\"/tmp/up/1_jobs.jar\"}"));
        server.createContext("/jars/1_jobs.jar/run", this::run);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Submission> submissions() {
        return List.copyOf(submissions);
    }

    void setState(String jobId, String state) {
        states.put(jobId, state);
    }

    /** As if it had been started anew. */
    void forgetAll() {
        states.clear();
    }

    /** From now on accepted jobs are not listed at first and their submission is answered with an error. */
    void loseAnswers(boolean lose) {
        losesAnswers = lose;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void jobs(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/exceptions")) {
            answer(exchange, 200, "{\"exceptionHistory\":{\"entries\":[{\"stacktrace\":\"boom\\n\\tat x\"}]}}");
            return;
        }
        String listed = losesAnswers
                ? ""
                : states.entrySet().stream()
                        .map(job -> "{\"id\":\"" + job.getKey() + "\",\"status\":\"" + job.getValue() + "\"}")
                        .collect(Collectors.joining(","));
        answer(exchange, 200, "{\"jobs\":[" + listed + "]}");
    }

    private void run(HttpExchange exchange) throws IOException {
        JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
        String id = body.path("jobId").asText();
        if (states.putIfAbsent(id, "RUNNING") != null) {
            answer(exchange, 400, "{\"errors\":[\"Caused by: job has already been submitted\"]}");
            return;
        }
        submissions.add(new Submission(
                id, body.path("entryClass").asText(), body.path("savepointPath").asText("")));
        if (losesAnswers) {
            answer(exchange, 500, "{\"errors\":[\"timed out\"]}");
        } else {
            answer(exchange, 200, "{\"jobid\":\"" + id + "\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
