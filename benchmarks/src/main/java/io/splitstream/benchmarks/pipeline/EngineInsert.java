package io.splitstream.benchmarks.pipeline;

import io.splitstream.benchmarks.client.ClickHouseWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many archived events a second the engine takes by itself: rows of the archive, ready in its binary format, inserted
 * into an empty table of the same definition over as many connections as there are processors.
 */
final class EngineInsert {
    private static final String TABLE = "splitstream.events_inserted";
    private static final int ROWS_OF_AN_INSERT = 100_000;
    private static final int ROUNDS = 5;

    private final ClickHouseWriter writer;

    private EngineInsert(ClickHouseWriter writer) {
        this.writer = writer;
    }

    static EngineInsert of(Path credentialsFile) throws IOException {
        return new EngineInsert(ClickHouseWriter.of(credentialsFile));
    }

    /**
     * Events a second, of an experiment's first {@code inserts} times {@value #ROWS_OF_AN_INSERT} in the archive; the median
     * of {@value #ROUNDS} rounds.
     *
     * @param order of an insert's rows: a column; that of the log is what the jobs have, that of the table saves the engine
     *     the sorting
     */
    double eventsPerSecond(String experimentId, int inserts, String order) throws IOException, InterruptedException {
        List<byte[]> batches = new ArrayList<>();
        for (int i = 0; i < inserts; i++) {
            batches.add(writer.read(
                    "SELECT * FROM (SELECT * FROM splitstream.events WHERE experiment_id = {experiment:String}"
                            + " LIMIT {offset:UInt64}, {rows:UInt64}) ORDER BY {order:Identifier} FORMAT RowBinary",
                    Map.of(
                            "experiment",
                            experimentId,
                            "offset",
                            (long) i * ROWS_OF_AN_INSERT,
                            "rows",
                            ROWS_OF_AN_INSERT,
                            "order",
                            order)));
        }
        double[] seconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            writer.execute("CREATE OR REPLACE TABLE " + TABLE + " AS splitstream.events", Map.of());
            seconds[round] = secondsToInsert(batches);
        }
        writer.execute("DROP TABLE " + TABLE, Map.of());
        Arrays.sort(seconds);
        return (double) inserts * ROWS_OF_AN_INSERT / seconds[ROUNDS / 2];
    }

    private double secondsToInsert(List<byte[]> batches) throws IOException, InterruptedException {
        ExecutorService connections =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        long begin = System.nanoTime();
        try {
            List<Future<?>> inserts = new ArrayList<>();
            for (byte[] batch : batches) {
                inserts.add(connections.submit(() -> {
                    writer.insert("INSERT INTO " + TABLE + " FORMAT RowBinary", batch);
                    return true;
                }));
            }
            for (Future<?> insert : inserts) {
                insert.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("an insert failed: " + e.getCause(), e);
        } finally {
            connections.shutdownNow();
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
