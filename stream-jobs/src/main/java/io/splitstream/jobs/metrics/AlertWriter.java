package io.splitstream.jobs.metrics;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.results.ResultTables;
import io.splitstream.jobs.connector.ClickHouseTables;
import io.splitstream.jobs.connector.RowBuffer;
import io.splitstream.jobs.connector.ThrottledLog;
import io.splitstream.jobs.connector.UploadThread;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores alerts on a thread of its own, trying until they are stored: the task never waits for ClickHouse. What is not
 * stored yet is kept by id, and in every checkpoint; there is one alert per rule and weight epoch at most.
 */
final class AlertWriter implements StatefulSinkWriter<Alert, Alert> {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWriter.class);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    private final ClickHouseTables tables;
    private final ThrottledLog failures = new ThrottledLog(LOG);
    private final Object lock = new Object();
    private final Map<String, Alert> waiting = new LinkedHashMap<>();
    private @Nullable UploadThread thread;
    private @Nullable Throwable broken;

    private AlertWriter(ClickHouseTables tables, Collection<Alert> restored) {
        this.tables = tables;
        restored.forEach(alert -> waiting.put(alert.id(), alert));
    }

    static AlertWriter start(ClickHouseTables tables, Collection<Alert> restored) {
        AlertWriter writer = new AlertWriter(tables, restored);
        writer.thread = UploadThread.start("alerts-upload", writer::run);
        return writer;
    }

    @Override
    public void write(Alert alert, Context context) throws IOException {
        synchronized (lock) {
            failIfBroken();
            waiting.putIfAbsent(alert.id(), alert);
            lock.notifyAll();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        // What is not stored is in the checkpoint; but nothing ever is any more where the thread has ended.
        synchronized (lock) {
            failIfBroken();
        }
    }

    @Override
    public List<Alert> snapshotState(long checkpointId) {
        synchronized (lock) {
            return List.copyOf(waiting.values());
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
        tables.close();
    }

    private void run() {
        try {
            while (true) {
                List<Alert> due = awaitDue();
                if (store(due)) {
                    synchronized (lock) {
                        due.forEach(alert -> waiting.remove(alert.id()));
                    }
                } else {
                    Thread.sleep(RETRY_PAUSE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            synchronized (lock) {
                broken = e;
            }
        }
    }

    private List<Alert> awaitDue() throws InterruptedException {
        synchronized (lock) {
            while (waiting.isEmpty()) {
                lock.wait();
            }
            return List.copyOf(waiting.values());
        }
    }

    private boolean store(List<Alert> alerts) throws InterruptedException {
        RowBuffer rows = new RowBuffer();
        alerts.forEach(alert -> AlertFormats.append(alert, rows));
        try {
            tables.insert(ResultTables.ALERTS, AlertFormats.COLUMNS, rows);
            return true;
        } catch (IOException e) {
            failures.warn("ClickHouse did not take alerts; they wait and are tried again", e);
            return false;
        }
    }

    private void failIfBroken() throws IOException {
        if (broken != null) {
            throw new IOException("the upload of alerts ended", broken);
        }
    }
}
