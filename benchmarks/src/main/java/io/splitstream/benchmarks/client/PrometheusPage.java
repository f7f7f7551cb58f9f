package io.splitstream.benchmarks.client;

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

/** What a service says of itself to Prometheus. */
public final class PrometheusPage {
    /** How far the port of the page lies above the service's own. */
    private static final int PORT_DISTANCE = 1_100;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI page;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private PrometheusPage(URI page) {
        this.page = page;
    }

    /** The page of a running service. */
    public static PrometheusPage of(URI service) {
        return new PrometheusPage(
                URI.create("http://" + service.getHost() + ":" + (service.getPort() + PORT_DISTANCE) + "/metrics"));
    }

    /**
     * The first value of a metric; empty if the page does not have it.
     *
     * @throws MeasurementException if the page does not answer
     */
    public OptionalDouble value(String metric) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(page).timeout(TIMEOUT).build(), BodyHandlers.ofString());
            Matcher line = Pattern.compile("^" + Pattern.quote(metric) + "(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE)
                    .matcher(answer.body());
            return line.find() ? OptionalDouble.of(Double.parseDouble(line.group(1))) : OptionalDouble.empty();
        } catch (IOException e) {
            throw new MeasurementException("the Prometheus page " + page + " does not answer", e);
        }
    }
}
