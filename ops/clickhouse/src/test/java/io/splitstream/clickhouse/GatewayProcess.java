package io.splitstream.clickhouse;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway as users run it: its own JVM, the real engine, a directory and ports of its own. */
final class GatewayProcess implements AutoCloseable {
    static final String ANALYST = "analyst:analyst-secret";
    static final String WRITER = "splitstream:writer-secret";

    private static final Duration START = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final Path log;
    private final int port;
    private final int metricsPort;

    private GatewayProcess(Process process, Path log, int port, int metricsPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.metricsPort = metricsPort;
    }

    /** Starts one without waiting for it. */
    static GatewayProcess launch(Path directory, Map<String, String> settings) throws Exception {
        int port = freePort();
        int metricsPort = freePort();
        Path log = Files.createTempFile("gateway", ".log");
        Map<String, String> environment = new HashMap<>(Map.of(
                "SPLITSTREAM_CLICKHOUSE_PORT", Integer.toString(port),
                "SPLITSTREAM_CLICKHOUSE_METRICS_PORT", Integer.toString(metricsPort),
                "SPLITSTREAM_CLICKHOUSE_DATA", directory.toString(),
                "SPLITSTREAM_CLICKHOUSE_LIBRARY", library(),
                "SPLITSTREAM_CLICKHOUSE_ANALYST_PASSWORD", "analyst-secret",
                "SPLITSTREAM_CLICKHOUSE_PASSWORD", "writer-secret"));
        environment.putAll(settings);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayMain.class.getName()));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new GatewayProcess(builder.start(), log, port, metricsPort);
    }

    /** Starts one and waits until it answers. */
    static GatewayProcess start(Path directory, Map<String, String> settings) throws Exception {
        GatewayProcess gateway = launch(directory, settings);
        long deadline = System.nanoTime() + START.toNanos();
        while (!gateway.isAnswering()) {
            if (!gateway.process.isAlive() || System.nanoTime() > deadline) {
                String output = gateway.log();
                gateway.close();
                throw new IllegalStateException("the gateway did not start:\n" + output);
            }
            Thread.sleep(100);
        }
        return gateway;
    }

    private static String library() throws Exception {
        Process fetch = new ProcessBuilder("./fetch-engine")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(fetch.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (fetch.waitFor() != 0) {
            throw new IllegalStateException("fetch-engine failed");
        }
        return path;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isAnswering() throws InterruptedException {
        try {
            return get("/ping").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString());
    }

    String metrics() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    /** Posts a body as that user; parameters come as name, value, name, value. */
    HttpResponse<byte[]> post(String user, byte[] body, List<String> headers, String... parameters)
            throws IOException, InterruptedException {
        StringBuilder uri = new StringBuilder(url()).append("/?");
        for (int i = 0; i < parameters.length; i += 2) {
            uri.append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri.toString()))
                .timeout(Duration.ofSeconds(60))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String user, String body, String... parameters) throws IOException, InterruptedException {
        return post(user, body.getBytes(StandardCharsets.UTF_8), List.of(), parameters);
    }

    /** What the statement answers, which must be status 200. */
    String ask(String user, String sql, String... parameters) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = post(user, sql, parameters);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " for " + sql + ": " + text);
        }
        return text.strip();
    }

    /** ClickHouse's number of the error that the statement must end in. */
    int errorOf(String user, String sql, String... parameters) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = post(user, sql, parameters);
        return response.headers()
                .firstValue("X-ClickHouse-Exception-Code")
                .map(Integer::parseInt)
                .orElseThrow(() -> new AssertionError(response.statusCode() + " and no error for " + sql));
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it as the supervisor does, and returns its exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the gateway did not stop within 20 s of SIGTERM");
        }
        return process.exitValue();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the gateway is still running");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
