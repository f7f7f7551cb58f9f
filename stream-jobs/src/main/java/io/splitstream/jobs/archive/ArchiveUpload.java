package io.splitstream.jobs.archive;

import io.splitstream.contracts.results.ResultTables;
import io.splitstream.jobs.connector.ClickHouseTables;
import io.splitstream.jobs.connector.ProgressReport;
import io.splitstream.jobs.connector.RowBuffer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores batches in order on a thread of its own, one at a time, trying each until it is stored. One batch may wait
 * besides; whoever has another waits, which is the backpressure that makes the job lag in Kafka.
 */
final class ArchiveUpload implements Runnable, AutoCloseable {
    private final ClickHouseTables tables;
    private final ProgressReport progress;

    private final Object lock = new Object();
    private @Nullable ArchiveBatch waiting;
    private boolean storing;
    private @Nullable Throwable broken;

    ArchiveUpload(ClickHouseTables tables, ProgressReport progress) {
        this.tables = tables;
        this.progress = progress;
    }

    /** Hands a batch over; blocks while another one waits. */
    void submit(ArchiveBatch batch) throws IOException, InterruptedException {
        synchronized (lock) {
            while (waiting != null && broken == null) {
                lock.wait();
            }
            failIfBroken();
            waiting = batch;
            lock.notifyAll();
        }
    }

    /** Blocks until every batch handed over is stored. */
    void awaitStored() throws IOException, InterruptedException {
        synchronized (lock) {
            while ((waiting != null || storing) && broken == null) {
                lock.wait();
            }
            failIfBroken();
        }
    }

    /** Whether a batch handed over now would wait. */
    boolean isBusy() {
        synchronized (lock) {
            return waiting != null || storing;
        }
    }

    @Override
    public void run() {
        try {
            long reported = Long.MIN_VALUE;
            while (true) {
                ArchiveBatch batch = take();
                store(ResultTables.EVENTS, ArchiveColumns.NAMES, batch.events());
                store(ResultTables.ASSIGNMENTS, AssignmentColumns.NAMES, batch.assignments());
                store(ResultTables.REJECTED_EVENTS, RefusalColumns.NAMES, batch.refusals());
                stored();
                if (batch.epoch() >= 0 && batch.completeUntil() > reported) {
                    progress.storeAdded(tables, batch.epoch(), batch.completeUntil());
                    reported = batch.completeUntil();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            synchronized (lock) {
                broken = e;
                lock.notifyAll();
            }
        }
    }

    @Override
    public void close() {
        tables.close();
    }

    private void store(String table, List<String> columns, RowBuffer rows) throws InterruptedException {
        if (rows.size() > 0) {
            tables.insertUntilStored(table, columns, rows);
        }
    }

    private ArchiveBatch take() throws InterruptedException {
        synchronized (lock) {
            while (waiting == null) {
                lock.wait();
            }
            ArchiveBatch batch = waiting;
            waiting = null;
            storing = true;
            lock.notifyAll();
            return batch;
        }
    }

    private void stored() {
        synchronized (lock) {
            storing = false;
            lock.notifyAll();
        }
    }

    private void failIfBroken() throws IOException {
        if (broken != null) {
            throw new IOException("the upload of the archive ended", broken);
        }
    }
}
