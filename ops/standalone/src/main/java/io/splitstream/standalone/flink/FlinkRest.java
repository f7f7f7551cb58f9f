package io.splitstream.standalone.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JobManager's REST interface, as far as it is needed here. Safe for use by several threads. */
public final class FlinkRest {
    private static final Duration SHORT = Duration.ofSeconds(3);
    // Submitting runs the job's main method, which loads its classes and asks Kafka and ClickHouse.
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final int MAXIMUM_SHOWN = 1_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI root;

    /** Speaks to the JobManager whose REST interface is on this port of loopback. */
    public FlinkRest(int port) {
        this.root = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** How many TaskManagers are registered. */
    int taskManagers() throws IOException, InterruptedException {
        return expectOk(get("overview")).path("taskmanagers").asInt();
    }

    /** The state of each job that the JobManager knows, such as {@code RUNNING}, by job id. */
    Map<String, String> jobStates() throws IOException, InterruptedException {
        Map<String, String> states = new HashMap<>();
        for (JsonNode job : expectOk(get("jobs")).path("jobs")) {
            states.put(job.path("id").asText(), job.path("status").asText());
        }
        return states;
    }

    /** Why a job failed, if the JobManager says so. */
    Optional<String> rootException(String jobId) throws IOException, InterruptedException {
        HttpResponse<String> response = get("jobs/" + jobId + "/exceptions?maxExceptions=1");
        JsonNode entries = expectOk(response).path("exceptionHistory").path("entries");
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(0).path("stacktrace").asText());
    }

    /**
     * Uploads a jar.
     *
     * @return its id in this JobManager
     */
    String upload(Path jar) throws IOException, InterruptedException {
        String boundary = "splitstream-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\n"
                + "Content-Disposition: form-data; name=\"jarfile\"; filename=\"" + jar.getFileName() + "\"\r\n"
                + "Content-Type: application/x-java-archive\r\n\r\n";
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofFile(jar),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        HttpRequest request = HttpRequest.newBuilder(root.resolve("jars/upload"))
                .timeout(LONG)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body)
                .build();
        String file = expectOk(send(request)).path("filename").asText();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /**
     * Runs a main class of an uploaded jar. The JobManager refuses a job id that it has seen before, so that a
     * request sent twice starts one job.
     *
     * @param checkpoint to restore from; null to start from nothing
     */
    void run(String jarId, String entryClass, String jobId, @Nullable Path checkpoint)
            throws IOException, InterruptedException {
        ObjectNode body = json.createObjectNode();
        body.put("entryClass", entryClass);
        body.put("jobId", jobId);
        if (checkpoint != null) {
            body.put("savepointPath", checkpoint.toUri().toString());
            body.put("claimMode", "NO_CLAIM");
        }
        HttpRequest request = HttpRequest.newBuilder(root.resolve("jars/" + jarId + "/run"))
                .timeout(LONG)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build();
        expectOk(send(request));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(root.resolve(path)).timeout(SHORT).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private JsonNode expectOk(HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= 300) {
            throw new IOException(response.request().uri() + ": " + response.statusCode() + " " + errors(response));
        }
        return json.readTree(response.body());
    }

    /** The JobManager's own words are stack traces: of those, what was tried and the innermost cause. */
    private String errors(HttpResponse<String> response) {
        List<String> said = new ArrayList<>();
        try {
            for (JsonNode message : json.readTree(response.body()).path("errors")) {
                List<String> lines = message.asText()
                        .lines()
                        .filter(line -> !line.startsWith("\t"))
                        .toList();
                if (!lines.isEmpty()) {
                    said.add(lines.get(0));
                }
                if (lines.size() > 1) {
                    lines.stream()
                            .filter(line -> line.startsWith("Caused by: "))
                            .reduce((outer, inner) -> inner)
                            .ifPresent(said::add);
                }
            }
        } catch (JsonProcessingException e) {
            said.add(response.body());
        }
        String text = String.join(" | ", said);
        return text.substring(0, Math.min(text.length(), MAXIMUM_SHOWN));
    }
}
