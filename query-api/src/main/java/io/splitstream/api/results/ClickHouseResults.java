package io.splitstream.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.results.ResultTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results in ClickHouse. Safe for use by several threads; a call takes at most 5 s. */
public final class ClickHouseResults implements ResultSource, AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final StatementClient client;
    private final String standingSql = StatementClient.sql("standing");
    private final String statisticsSql = StatementClient.sql("statistics");
    private final String historySql = StatementClient.sql("history");

    public ClickHouseResults(ApiSettings.ClickHouse settings) {
        this.client = new StatementClient(settings, CONNECTIONS, ANSWER);
    }

    /**
     * Makes the database and its tables; does nothing if they are there.
     *
     * @throws UnavailableException if ClickHouse cannot be reached
     */
    public void applySchema() {
        for (String statement : ResultTables.statements()) {
            client.execute(statement);
        }
    }

    @Override
    public Standing standing() {
        Map<String, Instant> completeUntil = new HashMap<>();
        Map<String, Generation> generations = new HashMap<>();
        for (JsonNode row : client.query(standingSql, Map.of())) {
            String job = row.path("job").asText();
            if (job.isEmpty()) {
                generations.put(row.path("experiment_id").asText(), Generation.read(row));
            } else {
                completeUntil.put(
                        job, Instant.ofEpochMilli(row.path("complete_until").asLong()));
            }
        }
        return new Standing(new Progress(completeUntil), generations);
    }

    @Override
    public ExperimentStatistics statistics(String experimentId, int generation, @Nullable Instant completeUntil) {
        List<StatisticsRow> rows =
                client.query(statisticsSql, Map.of("experiment", experimentId, "generation", generation)).stream()
                        .map(StatisticsJson::row)
                        .toList();
        int newest = rows.isEmpty() ? 0 : rows.get(0).version();
        return ExperimentStatistics.sum(
                rows.stream().filter(row -> row.version() == newest).toList(), completeUntil);
    }

    @Override
    public List<HistoryPoint> history(String experimentId, ExperimentStatistics current, Metric metric) {
        MetricColumns columns = MetricColumns.of(metric, current.layout());
        List<JsonNode> rows = client.query(
                historySql,
                Map.of(
                        "experiment",
                        experimentId,
                        "version",
                        current.version(),
                        "measures",
                        columns.measures(),
                        "products",
                        columns.products(),
                        "histograms",
                        columns.histograms()));
        return StatisticsJson.history(rows, current.version(), columns);
    }

    @Override
    public void close() {
        client.close();
    }

    /** The rows of a query. */
    List<JsonNode> query(String statement, Map<String, Object> parameters) {
        return client.query(statement, parameters);
    }
}
