package io.splitstream.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.contracts.recount.Recount;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Generations in ClickHouse, on connections of their own. Safe for use by several threads. */
public final class ClickHouseGenerations implements GenerationStore, AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** A million users with an event each take over the memory; from the third number on they go through files. */
    private static final Map<String, String> LIMITS = Map.of(
            "max_execution_time", "55",
            "max_memory_usage", "400000000",
            "max_bytes_before_external_group_by", "150000000",
            "max_threads", "2");

    private final StatementClient client;
    private final String activeSql = StatementClient.sql("generations");
    private final String changedAfterSql = StatementClient.sql("changed-after");
    private final String writeSql = StatementClient.sql("write-generation");

    public ClickHouseGenerations(ApiSettings.ClickHouse settings) {
        this.client = new StatementClient(settings, CONNECTIONS, ANSWER);
    }

    @Override
    public Optional<Generation> active(String experimentId) {
        return generations(Map.of("experiment", experimentId)).stream().findFirst();
    }

    @Override
    public List<Generation> rebuilt() {
        return generations(Map.of("experiment", "")).stream()
                .filter(generation -> generation.number() != Generation.LIVE)
                .toList();
    }

    @Override
    public int newest(String experimentId) {
        return (int) number(
                "SELECT max(generation) AS number FROM splitstream.experiment_statistics"
                        + " WHERE experiment_id = {experiment:String}",
                Map.of("experiment", experimentId));
    }

    @Override
    public void activate(Generation generation) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("experiment", generation.experimentId());
        parameters.put("workspace", generation.workspaceId());
        parameters.put("generation", generation.number());
        parameters.put("version", generation.version());
        parameters.put("weight_epochs", generation.weightEpochs());
        parameters.put("frontier", generation.frontier().toEpochMilli());
        parameters.put("ver", generation.ver());
        client.query(
                "INSERT INTO splitstream.experiment_generations (experiment_id, workspace_id, generation, version,"
                        + " weight_epochs, frontier, ver) SELECT {experiment:String}, {workspace:String},"
                        + " {generation:UInt32}, {version:UInt32}, {weight_epochs:UInt32},"
                        + " fromUnixTimestamp64Milli({frontier:Int64}, 'UTC'), {ver:UInt64}",
                parameters);
    }

    @Override
    public Extent extent(RecountRequest request) {
        JsonNode row = client.query(
                        "SELECT count() AS events, uniq(user_id) AS users FROM splitstream.events"
                                + " WHERE workspace_id = {workspace:String} AND experiment_id = {experiment:String}",
                        request.parameters())
                .get(0);
        return new Extent(row.path("events").asLong(), row.path("users").asLong());
    }

    @Override
    public long changedAfter(RecountRequest request, Instant after) {
        Map<String, Object> parameters = request.parameters();
        parameters.put("after", after.toEpochMilli());
        parameters.put("windows", request.plan().layout().windows());
        return number(changedAfterSql, parameters);
    }

    @Override
    public void write(RecountRequest request, int version, int generation, int fromBucket, int toBucket) {
        Map<String, Object> parameters = request.parameters();
        parameters.put("version", version);
        parameters.put("generation", generation);
        parameters.put("from_bucket", fromBucket);
        parameters.put("to_bucket", toBucket);
        String recount = Recount.byBucket(request.plan()).statement();
        client.query(writeSql.replace("{{recount}}", recount), parameters, LIMITS);
    }

    @Override
    public void close() {
        client.close();
    }

    private List<Generation> generations(Map<String, Object> parameters) {
        return client.query(activeSql, parameters).stream()
                .map(Generation::read)
                .toList();
    }

    private long number(String statement, Map<String, Object> parameters) {
        JsonNode row = client.query(statement, parameters).get(0);
        return row.path("number").asLong();
    }
}
