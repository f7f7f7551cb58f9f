package io.splitstream.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.contracts.recount.Recount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Recounts of the archive in ClickHouse, on connections of their own. Safe for use by several threads. */
public final class ClickHouseRecounts implements RecountSource, AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** The engine gives up before the client does, and leaves memory for the others. */
    private static final Map<String, String> LIMITS =
            Map.of("max_execution_time", "25", "max_memory_usage", "400000000", "max_threads", "2");

    private final StatementClient client;
    private final String byDay = StatementClient.sql("daily");

    public ClickHouseRecounts(ApiSettings.ClickHouse settings) {
        this.client = new StatementClient(settings, CONNECTIONS, ANSWER);
    }

    @Override
    public List<Segment> segments(RecountRequest request, String attribute, int most) {
        Map<String, Object> parameters = request.parameters();
        parameters.put("attribute", attribute);
        parameters.put("segments", most);
        return client.query(Recount.bySegment(request.plan()).statement(), parameters, LIMITS).stream()
                .map(row -> segment(row, request.until()))
                .toList();
    }

    @Override
    public List<DailyCounts> daily(String workspaceId, String experimentId) {
        Map<String, Object> parameters = Map.of("workspace", workspaceId, "experiment", experimentId);
        return client.query(byDay, parameters, LIMITS).stream()
                .map(ClickHouseRecounts::daily)
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }

    private static DailyCounts daily(JsonNode row) {
        return new DailyCounts(
                row.path("variant_id").asText(),
                LocalDate.parse(row.path("day").asText()),
                row.path("users").asLong(),
                row.path("impressions").asLong(),
                row.path("clicks").asLong(),
                row.path("conversions").asLong(),
                new BigDecimal(row.path("revenue_text").asText()));
    }

    private static Segment segment(JsonNode row, Instant until) {
        ExperimentStatistics statistics = ExperimentStatistics.sum(List.of(StatisticsJson.row(row)), until);
        String part = row.path("part").asText();
        return switch (part) {
            case Recount.NO_SEGMENT -> new Segment(Segment.Kind.NONE, null, statistics);
            case Recount.OTHER_SEGMENTS -> new Segment(Segment.Kind.OTHER, null, statistics);
            default -> new Segment(Segment.Kind.VALUE, part.substring(Recount.SEGMENT.length()), statistics);
        };
    }
}
