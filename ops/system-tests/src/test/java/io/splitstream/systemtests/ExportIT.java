package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import io.splitstream.contracts.results.AnalystView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows of the analysts' views by the API: all of the caller's workspace, nobody else's, in every format. */
@Order(25)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportIT {
    private static final long SEED = 25;
    private static final String COPY = "splitstream.export_copy";

    private final HttpClient http = HttpClient.newHttpClient();
    private Stack stack;
    private LoadTarget target;
    private long events;

    @BeforeAll
    void fillTheArchive() throws IOException, InterruptedException {
        stack = Stack.running();
        target = stack.experiments().start("exports", 2);
        LoadPlan plan = LoadPlan.of(SEED, 20_000, 2_000, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        stack.sender().send(new EventGenerator(plan, List.of(target)), RouteMix.everyRoute(), SEED, AckListener.NONE);
        new Recounted(stack).assertEqualsStreamed(target.experimentId(), Instant.now());
        events = stack.analyst().number("SELECT count() FROM v_events" + where());
        assertThat(events).isGreaterThan(10_000);
    }

    private String where() {
        return " WHERE experiment_id = '" + target.experimentId() + "'";
    }

    private HttpResponse<byte[]> export(String workspace, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stack.credentials().api() + "/api/exports/" + path))
                .header("Authorization", "Bearer " + stack.tokens().of("exporter", "crew", workspace))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void csvAndNdjson_haveEveryEventOnce() throws IOException, InterruptedException {
        HttpResponse<byte[]> csv = export(Stack.WORKSPACE, "v_events?experiment_id=" + target.experimentId());
        HttpResponse<byte[]> ndjson =
                export(Stack.WORKSPACE, "v_events?format=ndjson&experiment_id=" + target.experimentId());

        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(text(csv).lines().filter(line -> line.startsWith("\"" + Stack.WORKSPACE + "\",")))
                .hasSize((int) events);
        assertThat(text(csv)).startsWith("\"workspace_id\",\"experiment_id\",");
        assertThat(text(ndjson).lines()).hasSize((int) events).allMatch(line -> line.startsWith("{\"workspace_id\""));
    }

    @Test
    void parquet_isAFileThatHoldsTheSameRows() throws IOException, InterruptedException {
        byte[] file = export(Stack.WORKSPACE, "v_events?format=parquet&experiment_id=" + target.experimentId())
                .body();
        stack.writer().send("CREATE TABLE " + COPY + " AS splitstream.events ENGINE = MergeTree ORDER BY event_id", "");
        try {
            assertThat(file).startsWith('P', 'A', 'R', '1').endsWith('P', 'A', 'R', '1');
            HttpResponse<String> stored = http.send(
                    HttpRequest.newBuilder(URI.create(stack.credentials().clickhouse() + "/?query=INSERT%20INTO%20"
                                    + COPY + "%20FORMAT%20Parquet"))
                            .header("X-ClickHouse-User", Stack.CLICKHOUSE_USER)
                            .header("X-ClickHouse-Key", stack.clickhousePassword())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(stored.body()).isEmpty();
            String digest = "SELECT count(), sum(cityHash64(user_id, event_id, variant_id, event_type, event_value,"
                    + " session_id, timestamp, logged_at, kafka_offset)) FROM ";
            assertThat(stack.analyst().rows(digest + COPY))
                    .isEqualTo(stack.analyst().rows(digest + "v_events" + where()));
        } finally {
            stack.writer().send("DROP TABLE " + COPY, "");
        }
    }

    @Test
    void anotherWorkspace_getsNothing() throws IOException, InterruptedException {
        assertThat(text(export("another-workspace", "v_events?format=ndjson"))).isEmpty();
        assertThat(text(export("another-workspace", "v_variant_metrics?format=ndjson")))
                .isEmpty();
        HttpResponse<byte[]> named = export("another-workspace", "v_events?experiment_id=" + target.experimentId());
        assertThat(named.statusCode()).isEqualTo(404);
        assertThat(text(named)).contains("EXPERIMENT_NOT_FOUND");
        assertThat(text(export("dev%27%20OR%20%271%27%3D%271", "v_events?format=ndjson")))
                .isEmpty();
    }

    @Test
    void everyView_canBeHad() throws IOException, InterruptedException {
        for (AnalystView view : AnalystView.all()) {
            for (String format : List.of("csv", "ndjson", "parquet")) {
                HttpResponse<byte[]> answer = export(Stack.WORKSPACE, view.name() + "?limit=5&format=" + format);
                assertThat(answer.statusCode())
                        .as("%s as %s: %s", view.name(), format, text(answer))
                        .isEqualTo(200);
            }
        }
        assertThat(text(export("another-workspace", "v_progress?format=ndjson")))
                .contains("experiment-metrics", "event-archive");
    }
}
