package io.splitstream.benchmarks.freshness;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Reads an experiment's metrics again and again and notes what each variant counts. One thread polls. */
final class ResultPoller {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final ApiClient api;
    private final String path;
    private final Map<String, VisibilityDelays> byVariant = new LinkedHashMap<>();
    private final Histogram pollMicros = new Histogram(3);
    private long failures;

    ResultPoller(ApiClient api, String experimentId, List<String> variantIds) {
        this.api = api;
        this.path = "/api/experiments/" + experimentId + "/metrics";
        variantIds.forEach(variantId -> byVariant.put(variantId, new VisibilityDelays()));
    }

    /** Reads once, then waits for the rest of the interval. An answer other than 200 is counted and passed over. */
    void poll() throws InterruptedException {
        long begin = System.nanoTime();
        try {
            Answer answer = api.get(path);
            long arrived = System.nanoTime();
            pollMicros.recordValue((arrived - begin) / 1_000);
            if (answer.status() == 200) {
                note(answer.data().path("variants"), arrived);
            } else {
                failures++;
            }
        } catch (IOException e) {
            failures++;
        }
        long rest = INTERVAL.toNanos() - (System.nanoTime() - begin);
        if (rest > 0) {
            Thread.sleep(Duration.ofNanos(rest).toMillis());
        }
    }

    private void note(JsonNode variants, long arrived) {
        for (JsonNode variant : variants) {
            VisibilityDelays delays = byVariant.get(variant.path("variant_id").asText());
            if (delays != null) {
                delays.polled(arrived, variant.path("impressions").asLong());
            }
        }
    }

    /** Events that the results show. */
    long seen() {
        return byVariant.values().stream().mapToLong(VisibilityDelays::seen).sum();
    }

    /** The delays of all events, in microseconds. */
    Histogram delays(AckTimes acknowledged) {
        Histogram all = new Histogram(3);
        byVariant.forEach((variantId, delays) -> delays.recordInto(all, acknowledged.of(variantId)));
        return all;
    }

    /** How long the polls themselves took, in microseconds. */
    Histogram pollTimes() {
        return pollMicros;
    }

    /** Polls that failed. */
    long failures() {
        return failures;
    }
}
