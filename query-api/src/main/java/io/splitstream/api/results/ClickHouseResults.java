package io.splitstream.api.results;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.results.ResultTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The results in ClickHouse. Safe for use by several threads; a call takes at most 5 s. */
public final class ClickHouseResults implements ResultSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseResults.class);
    private static final int CONNECTIONS = 8;
    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 5;

    private final Client client;
    private final JsonMapper json = JsonMapper.builder().build();
    private final String progressSql = sql("progress");
    private final String statisticsSql = sql("statistics");
    private final String historySql = sql("history");

    public ClickHouseResults(ApiSettings.ClickHouse settings) {
        this.client = new Client.Builder()
                .addEndpoint(settings.url())
                .setUsername(settings.user())
                .setPassword(settings.password())
                .setClientName("splitstream-api")
                .setMaxConnections(CONNECTIONS)
                .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setConnectionRequestTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(ANSWER_SECONDS, ChronoUnit.SECONDS)
                // Answers are a few kilobytes: unpacking would cost more than it saves.
                .compressServerResponse(false)
                .build();
    }

    /**
     * Makes the database and its tables; does nothing if they are there.
     *
     * @throws UnavailableException if ClickHouse cannot be reached
     */
    public void applySchema() {
        for (String statement : ResultTables.statements()) {
            await(() -> client.execute(statement));
        }
    }

    @Override
    public Progress progress() {
        Map<String, Instant> completeUntil = new HashMap<>();
        for (JsonNode row : query(progressSql, Map.of())) {
            completeUntil.put(
                    row.path("job").asText(),
                    Instant.ofEpochMilli(row.path("complete_until").asLong()));
        }
        return new Progress(completeUntil);
    }

    @Override
    public ExperimentStatistics statistics(String experimentId, @Nullable Instant completeUntil) {
        List<StatisticsRow> rows = query(statisticsSql, Map.of("experiment", experimentId)).stream()
                .map(StatisticsJson::row)
                .toList();
        return ExperimentStatistics.sum(rows, completeUntil);
    }

    @Override
    public List<HistoryPoint> history(String experimentId, Metric metric) {
        MetricColumns columns = MetricColumns.of(metric);
        List<JsonNode> rows = query(
                historySql,
                Map.of("experiment", experimentId, "measures", columns.measures(), "products", columns.products()));
        return StatisticsJson.history(rows, columns);
    }

    @Override
    public void close() {
        client.close();
    }

    private List<JsonNode> query(String statement, Map<String, Object> parameters) {
        QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.JSONEachRow);
        QueryResponse response = await(() -> client.query(statement, parameters, settings));
        try (MappingIterator<JsonNode> rows = json.readerFor(JsonNode.class).readValues(response.getInputStream())) {
            return rows.readAll();
        } catch (IOException e) {
            throw unavailable(e);
        } finally {
            release(response);
        }
    }

    /** Gives the connection back; one that cannot be given back is dropped by the client itself. */
    private static void release(QueryResponse response) {
        try {
            response.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("a connection to ClickHouse did not close cleanly", e);
        }
    }

    /** The client works on the calling thread, and throws from there too; its socket timeout bounds the call. */
    private static <T> T await(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ServerException e) {
            LOG.warn("ClickHouse refused a statement: {}", e.getMessage());
            throw unavailable(e);
        } catch (TimeoutException | ExecutionException | ClickHouseException e) {
            throw unavailable(e);
        }
    }

    private static UnavailableException unavailable(Exception cause) {
        return new UnavailableException("ClickHouse does not answer; repeat the request in a few seconds.", cause);
    }

    private static String sql(String name) {
        String path = "/results/" + name + ".sql";
        try (var stream = ClickHouseResults.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
