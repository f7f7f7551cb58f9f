package io.splitstream.benchmarks.analysts;

import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Has an experiment's figures made from the archive. */
final class Recounting {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Recounting() {}

    /** Asks for it, and waits until readers see it. */
    static void of(ApiClient api, String experimentId) throws IOException, InterruptedException {
        String route = "/api/experiments/" + experimentId;
        Answer begun = api.call("POST", route + "/rebuild", null);
        if (begun.status() != 202) {
            throw new IOException("a rebuild was answered " + begun.status() + ": " + begun.text());
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (api.get(route + "/metrics").data().path("events").asLong() == 0) {
            if (System.nanoTime() > deadline) {
                throw new MeasurementException("the archive was not recounted within " + PATIENCE, null);
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
