package io.splitstream.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.api.platform.ApiSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The archive in ClickHouse, on connections of its own: what people look at shall not hold up what decides. Safe for
 * use by several threads.
 */
public final class ClickHouseActivity implements ActivitySource, AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Map<String, String> LIMITS =
            Map.of("max_execution_time", "8", "max_memory_usage", "400000000", "max_threads", "2");

    private final StatementClient client;
    private final String acceptedSql = StatementClient.sql("accepted-events");
    private final String rejectedSql = StatementClient.sql("rejected-events");
    private final String windowsSql = StatementClient.sql("windows");
    private final String attributesSql = StatementClient.sql("attributes");

    public ClickHouseActivity(ApiSettings.ClickHouse settings) {
        this.client = new StatementClient(settings, CONNECTIONS, ANSWER);
    }

    @Override
    public List<AcceptedEvent> accepted(String workspaceId, String experimentId, Duration within, int most) {
        return rows(acceptedSql, workspaceId, experimentId, Map.of("seconds", within.toSeconds(), "most", most))
                .stream()
                .map(row -> new AcceptedEvent(
                        row.path("event_id").asText(),
                        row.path("variant_id").asText(),
                        row.path("user_id").asText(),
                        row.path("event_type").asText(),
                        decimal(row.path("value")),
                        time(row.path("at")),
                        time(row.path("logged")),
                        row.path("late").asBoolean(),
                        row.path("source").asText()))
                .toList();
    }

    @Override
    public List<RejectedEvent> rejected(String workspaceId, String experimentId, Duration within, int most) {
        return rows(rejectedSql, workspaceId, experimentId, Map.of("seconds", within.toSeconds(), "most", most))
                .stream()
                .map(row -> new RejectedEvent(
                        time(row.path("at")),
                        row.path("code").asText(),
                        row.path("message").asText(),
                        row.path("excerpt").asText()))
                .toList();
    }

    @Override
    public List<WindowCount> windows(String workspaceId, String experimentId, WindowSize size, int most) {
        long seconds = size.length().multipliedBy(most).toSeconds();
        String statement = windowsSql.replace("{{size}}", size.word());
        return rows(statement, workspaceId, experimentId, Map.of("seconds", seconds)).stream()
                .map(row -> new WindowCount(
                        Instant.ofEpochSecond(row.path("start").asLong()),
                        row.path("variant_id").asText(),
                        row.path("event_type").asText(),
                        row.path("events").asLong(),
                        decimal(row.path("value")),
                        row.path("complete").asBoolean()))
                .toList();
    }

    @Override
    public Map<String, Long> attributes(String workspaceId, String experimentId, int most) {
        Map<String, Long> users = new LinkedHashMap<>();
        for (JsonNode row : rows(attributesSql, workspaceId, experimentId, Map.of("most", most))) {
            users.put(row.path("name").asText(), row.path("users").asLong());
        }
        return users;
    }

    @Override
    public void close() {
        client.close();
    }

    private List<JsonNode> rows(String statement, String workspaceId, String experimentId, Map<String, Object> more) {
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.put("workspace", workspaceId);
        parameters.put("experiment", experimentId);
        return client.query(statement, parameters, LIMITS);
    }

    private static Instant time(JsonNode millis) {
        return Instant.ofEpochMilli(millis.asLong());
    }

    private static @Nullable BigDecimal decimal(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? null : new BigDecimal(value.asText());
    }
}
