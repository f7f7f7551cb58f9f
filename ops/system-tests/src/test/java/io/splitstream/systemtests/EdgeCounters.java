package io.splitstream.systemtests;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The samples of the edge's Prometheus page at one moment.
 *
 * @param samples by name and labels as printed
 */
record EdgeCounters(Map<String, Double> samples) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String EVENTS = "splitstream_edge_events_";

    static EdgeCounters read(Stack stack) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        String page = http.send(
                        HttpRequest.newBuilder(stack.edgeMetrics())
                                .timeout(TIMEOUT)
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Map<String, Double> samples = new HashMap<>();
        page.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            samples.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
        });
        return new EdgeCounters(Map.copyOf(samples));
    }

    /** Requests answered with a status. */
    double answered(int status) {
        return samples.getOrDefault("splitstream_edge_requests_total{status=\"" + status + "\"}", 0.0);
    }

    /** Events refused, for whatever reason. */
    double refused() {
        return sum(EVENTS + "refused_total");
    }

    /** Received events that are neither acknowledged nor refused nor unknown nor in flight; never anything but 0. */
    double unaccounted() {
        return sum(EVENTS + "received_total")
                - sum(EVENTS + "acked_total")
                - refused()
                - sum(EVENTS + "unknown_total")
                - sum(EVENTS + "in_flight");
    }

    private double sum(String name) {
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
