package io.splitstream.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.insight.InsightSource;
import io.splitstream.api.study.insight.SessionInsights;
import io.splitstream.api.study.insight.SessionInsights.Counts;
import io.splitstream.api.study.insight.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of job {@code session-insights}. */
public final class ClickHouseInsights implements InsightSource {
    private final ClickHouseResults clickHouse;
    private final String insightsSql = StatementClient.sql("insights");
    private final String frustrationSql = StatementClient.sql("frustration");
    private final String lastSeenSql = StatementClient.sql("last_seen");

    public ClickHouseInsights(ClickHouseResults clickHouse) {
        this.clickHouse = clickHouse;
    }

    @Override
    public Optional<Instant> completeUntil() {
        return clickHouse.standing().progress().of(Progress.INSIGHTS_JOB);
    }

    @Override
    public Optional<SessionInsights> of(Session session) {
        return clickHouse
                .query(
                        insightsSql,
                        Map.of(
                                "workspace", session.workspaceId(),
                                "study", session.studyId(),
                                "session", session.id()))
                .stream()
                .findFirst()
                .map(row -> read(session.id(), row));
    }

    @Override
    public Map<String, Double> frustration(String workspaceId, String studyId) {
        Map<String, Double> scores = new HashMap<>();
        for (JsonNode row : clickHouse.query(frustrationSql, Map.of("workspace", workspaceId, "study", studyId))) {
            scores.put(
                    row.path("session_id").asText(),
                    row.path("frustration_score").asDouble());
        }
        return scores;
    }

    @Override
    public Map<String, Instant> lastSeen(Collection<String> sessionIds) {
        if (sessionIds.isEmpty()) {
            return Map.of();
        }
        String array = sessionIds.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",", "[", "]"));
        Map<String, Instant> seen = new HashMap<>();
        for (JsonNode row : clickHouse.query(lastSeenSql, Map.of("sessions", array))) {
            seen.put(
                    row.path("session_id").asText(),
                    Instant.ofEpochMilli(row.path("last_at").asLong()));
        }
        return seen;
    }

    private static SessionInsights read(String sessionId, JsonNode row) {
        Counts counts = new Counts(
                row.path("interactions").asLong(),
                row.path("clicks").asLong(),
                row.path("rage_clicks").asLong(),
                row.path("dead_clicks").asLong(),
                row.path("error_clicks").asLong(),
                row.path("errors").asLong(),
                row.path("back_and_forth").asLong(),
                row.path("idles").asLong());
        List<Sign> signs = new ArrayList<>();
        for (int i = 0; i < row.path("sign_kinds").size(); i++) {
            signs.add(new Sign(
                    row.path("sign_kinds").get(i).asText(),
                    Instant.ofEpochMilli(row.path("sign_times").get(i).asLong()),
                    row.path("sign_subjects").get(i).asText()));
        }
        JsonNode score = row.path("frustration_score");
        return new SessionInsights(
                sessionId,
                counts,
                time(row.path("first_at")),
                time(row.path("last_at")),
                Duration.ofMillis(row.path("idle_millis").asLong()),
                score.isNumber() ? (Double) score.asDouble() : null,
                signs);
    }

    private static @Nullable Instant time(JsonNode millis) {
        return millis.isNull() || millis.isMissingNode() ? null : Instant.ofEpochMilli(millis.asLong());
    }
}
