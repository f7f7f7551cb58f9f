package io.splitstream.api.results;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.results.ResultTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statements to ClickHouse, each bounded in time; {@link UnavailableException} where no answer comes by then. Safe for
 * use by several threads.
 */
final class StatementClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatementClient.class);
    private static final int CONNECT_SECONDS = 2;
    private static final int TIMEOUT_EXCEEDED = 159;
    private static final int MEMORY_LIMIT_EXCEEDED = 241;

    private final Client client;
    private final Duration patience;
    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * A client that sends nothing yet.
     *
     * @param connections statements at a time
     * @param patience how long a statement may take
     */
    StatementClient(ApiSettings.ClickHouse settings, int connections, Duration patience) {
        this.patience = patience;
        this.client = new Client.Builder()
                .addEndpoint(settings.url())
                .setUsername(settings.user())
                .setPassword(settings.password())
                .setClientName("splitstream-api")
                .setMaxConnections(connections)
                .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setConnectionRequestTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(patience.toMillis(), ChronoUnit.MILLIS)
                // Answers are a few kilobytes: unpacking would cost more than it saves.
                .compressServerResponse(false)
                .build();
    }

    /** Runs a statement that gives no rows. */
    void execute(String statement) {
        await(() -> client.execute(statement));
    }

    /** Inserts rows, each a JSON object on a line of its own. */
    void insert(String table, byte[] rows) {
        InsertSettings settings = new InsertSettings().setDatabase(ResultTables.DATABASE);
        await(() -> client.insert(table, new ByteArrayInputStream(rows), ClickHouseFormat.JSONEachRow, settings))
                .close();
    }

    /**
     * The rows of a query, as JSON objects.
     *
     * @param parameters texts as they are, numbers, and lists of numbers
     */
    List<JsonNode> query(String statement, Map<String, Object> parameters) {
        return query(statement, parameters, Map.of());
    }

    /** The rows of a query, as JSON objects, under settings such as limits of time and memory. */
    List<JsonNode> query(String statement, Map<String, Object> parameters, Map<String, String> limits) {
        QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.JSONEachRow);
        limits.forEach(settings::serverSetting);
        QueryResponse response = await(() -> client.query(statement, escaped(parameters), settings));
        try (MappingIterator<JsonNode> rows = json.readerFor(JsonNode.class).readValues(response.getInputStream())) {
            return rows.readAll();
        } catch (IOException e) {
            throw unavailable(e);
        } finally {
            release(response);
        }
    }

    private static Map<String, Object> escaped(Map<String, Object> parameters) {
        Map<String, Object> escaped = new HashMap<>(parameters);
        escaped.replaceAll((name, value) -> value instanceof String text ? parameter(text) : value);
        return escaped;
    }

    /** A text as the value of a query parameter, which ClickHouse reads as a field of its tab-separated format. */
    static String parameter(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    /** A statement of the resources. */
    static String sql(String name) {
        String path = "/results/" + name + ".sql";
        try (var stream = StatementClient.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        client.close();
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
    private <T> T await(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ServerException e) {
            LOG.warn("ClickHouse refused a statement: {}", e.getMessage());
            throw e.getCode() == TIMEOUT_EXCEEDED || e.getCode() == MEMORY_LIMIT_EXCEEDED
                    ? new UnavailableException(
                            "ClickHouse could not count this within its limits of time and memory.", e)
                    : unavailable(e);
        } catch (TimeoutException | ExecutionException | ClickHouseException e) {
            throw unavailable(e);
        }
    }

    private static UnavailableException unavailable(Exception cause) {
        return new UnavailableException("ClickHouse does not answer; repeat the request in a few seconds.", cause);
    }
}
