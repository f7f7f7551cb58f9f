package io.splitstream.benchmarks.ingest;

import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CPU time that the edge has used, as its Prometheus page says. */
final class EdgeCpu {
    /** How far the port of the Prometheus page lies above that of the event routes. */
    private static final int METRICS_PORT_DISTANCE = 1_100;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern CPU_NANOS =
            Pattern.compile("^process_cpu_time_ns_total(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE);

    private final URI page;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private EdgeCpu(URI page) {
        this.page = page;
    }

    /**
     * Of a running edge.
     *
     * @param edge address of the event routes
     */
    static EdgeCpu of(URI edge) {
        return new EdgeCpu(
                URI.create("http://" + edge.getHost() + ":" + (edge.getPort() + METRICS_PORT_DISTANCE) + "/metrics"));
    }

    /** Seconds used since the edge started; empty if the page does not say. */
    OptionalDouble seconds() throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(page).timeout(TIMEOUT).build(), BodyHandlers.ofString());
            Matcher line = CPU_NANOS.matcher(answer.body());
            return line.find() ? OptionalDouble.of(Double.parseDouble(line.group(1)) / 1e9) : OptionalDouble.empty();
        } catch (IOException e) {
            throw new MeasurementException("the edge's Prometheus page " + page + " does not answer", e);
        }
    }
}
