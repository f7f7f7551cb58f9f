package io.splitstream.api;

import io.splitstream.api.kafka.KafkaLog;
import io.splitstream.api.platform.Readiness.Check;
import io.splitstream.api.results.Progress;
import io.splitstream.api.results.Results;
import io.splitstream.api.store.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What has to work for an event to become a decision, each part looked at by itself. */
final class PipelineChecks {
    private static final Duration EDGE_PATIENCE = Duration.ofSeconds(2);
    private static final Duration MOST_BEHIND = Duration.ofSeconds(15);

    private final Database database;
    private final KafkaLog kafka;
    private final Results results;
    private final Clock clock;
    private final HttpRequest edgeReady;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(EDGE_PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    PipelineChecks(Database database, KafkaLog kafka, Results results, URI edge, Clock clock) {
        this.database = database;
        this.kafka = kafka;
        this.results = results;
        this.clock = clock;
        this.edgeReady = HttpRequest.newBuilder(edge.resolve("/health/ready"))
                .timeout(EDGE_PATIENCE)
                .build();
    }

    Map<String, Check> all() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("postgresql", this::postgres);
        checks.put("kafka", this::kafka);
        checks.put("clickhouse", this::clickHouse);
        checks.put("edge", this::edge);
        checks.put(Progress.METRICS_JOB, () -> job(Progress.METRICS_JOB));
        checks.put(Progress.ARCHIVE_JOB, () -> job(Progress.ARCHIVE_JOB));
        checks.put(Progress.INSIGHTS_JOB, () -> job(Progress.INSIGHTS_JOB));
        return checks;
    }

    private String postgres() {
        database.check();
        return database.isMigrated() ? "" : "the tables are being brought up to date";
    }

    private String kafka() {
        kafka.check();
        return "";
    }

    private String clickHouse() {
        results.progress();
        return "";
    }

    private String edge() throws InterruptedException {
        try {
            int status =
                    http.send(edgeReady, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 ? "" : "the collector answers " + status;
        } catch (IOException e) {
            return "the collector does not answer";
        }
    }

    private String job(String job) {
        Optional<Instant> until = results.progress().of(job);
        if (until.isEmpty()) {
            return "the job has not written yet";
        }
        Duration behind = Duration.between(until.get(), clock.instant());
        return behind.compareTo(MOST_BEHIND) <= 0
                ? ""
                : "results are complete up to " + until.get() + ", " + behind.toSeconds() + " s ago";
    }
}
