package io.splitstream.clickhouse.engine;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How an {@link Engine} is run.
 *
 * @param library {@code libchdb.so}
 * @param directory where the engine keeps its data and its configuration; made if missing
 * @param database the database that is made at start and is everybody's default
 * @param memoryBytes what the engine may hold in all; statements beyond it fail with MEMORY_LIMIT_EXCEEDED
 * @param sessions how many statements run at a time
 * @param queue how many more may wait for their turn
 * @param queueTimeout how long one may wait
 */
public record EngineOptions(
        Path library,
        Path directory,
        String database,
        long memoryBytes,
        int sessions,
        int queue,
        Duration queueTimeout) {}
