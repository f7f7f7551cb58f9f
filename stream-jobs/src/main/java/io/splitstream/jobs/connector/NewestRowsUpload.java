package io.splitstream.jobs.connector;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the newest row of each key, and then says up to which log time rows are stored. Before the first row of an epoch
 * it announces them: what an earlier writer still reports can then not be taken for true of the rows that replace its own.
 *
 * <p>Rows that wait are replaced by newer ones of their key, so memory is bounded by the number of keys however long
 * ClickHouse is away. One thread runs it; another feeds it.
 */
final class NewestRowsUpload<O> implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NewestRowsUpload.class);
    /** Between the beginnings of two uploads, at least. */
    private static final Duration PERIOD = Duration.ofMillis(250);
    /** Between two reports of progress, at least: each is a statement, which costs as much as a few hundred rows. */
    private static final Duration REPORT_PERIOD = Duration.ofMillis(400);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);
    private static final int MAX_BATCH_BYTES = 4 << 20;
    private static final RowEpoch NONE_YET = new RowEpoch(-1, Long.MIN_VALUE);

    private final RowFormat<O> format;
    private final ClickHouseTables tables;
    private final ProgressReport progress;
    private final ThrottledLog failures = new ThrottledLog(LOG);

    private final Object lock = new Object();
    private Map<Object, O> waiting = new LinkedHashMap<>();
    private long waitingSince;
    private RowEpoch epoch = NONE_YET;
    private long completeUntil = Long.MIN_VALUE;
    private @Nullable Throwable broken;

    // Used by the uploading thread only.
    private long announced = -1;
    private long stored = Long.MIN_VALUE;
    private long reported = Long.MIN_VALUE;
    private long reportedAt = System.nanoTime() - REPORT_PERIOD.toNanos();

    NewestRowsUpload(RowFormat<O> format, ClickHouseTables tables, ProgressReport progress) {
        this.format = format;
        this.tables = tables;
        this.progress = progress;
    }

    /** Everything up to here, and up to which log time it is complete. */
    private record Due<O>(Map<Object, O> rows, RowEpoch epoch, long completeUntil) {}

    void begin(RowEpoch newEpoch) throws IOException {
        synchronized (lock) {
            failIfBroken();
            epoch = newEpoch;
        }
    }

    void offer(O row) throws IOException {
        synchronized (lock) {
            failIfBroken();
            if (waiting.isEmpty()) {
                waitingSince = System.nanoTime();
                lock.notifyAll();
            }
            waiting.put(format.key(row), row);
        }
    }

    /** Says that every row that holds an event logged up to a time was offered. */
    void completeUntil(long watermark) throws IOException {
        synchronized (lock) {
            failIfBroken();
            completeUntil = watermark;
            lock.notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                Due<O> due = awaitDue();
                List<RowBuffer> batches = batches(due.rows());
                long begin = System.nanoTime();
                if (store(due, batches, begin)) {
                    Thread.sleep(pauseAfter(Duration.ofNanos(System.nanoTime() - begin), batches.size() > 1));
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

    @Override
    public void close() {
        tables.close();
    }

    /**
     * Waits for a watermark, before which all rows of a round have come; for rows without one, or for what is stored and
     * not reported, not for ever.
     */
    private Due<O> awaitDue() throws InterruptedException {
        synchronized (lock) {
            while (completeUntil <= stored) {
                long forRows = waiting.isEmpty() ? Long.MAX_VALUE : LONGEST_PAUSE.toNanos() - since(waitingSince);
                long forReport = reported < stored ? REPORT_PERIOD.toNanos() - since(reportedAt) : Long.MAX_VALUE;
                long left = Math.min(forRows, forReport);
                if (left <= 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            Due<O> due = new Due<>(waiting, epoch, completeUntil);
            waiting = new LinkedHashMap<>();
            return due;
        }
    }

    private boolean store(Due<O> due, List<RowBuffer> batches, long begin) throws InterruptedException {
        long dueEpoch = due.epoch().epoch();
        if (dueEpoch > announced) {
            progress.announce(tables, dueEpoch, due.epoch().holdsUntil());
            announced = dueEpoch;
        }
        try {
            for (RowBuffer batch : batches) {
                tables.insert(format.table(), format.columns(), batch);
            }
        } catch (IOException e) {
            failures.warn("ClickHouse did not take rows; the newest of each key waits", e);
            putBack(due.rows());
            return false;
        }
        stored = due.completeUntil();
        if (stored > reported && begin - reportedAt >= REPORT_PERIOD.toNanos()) {
            progress.store(tables, dueEpoch, stored);
            reported = stored;
            reportedAt = begin;
        }
        return true;
    }

    private static long since(long nanoTime) {
        return System.nanoTime() - nanoTime;
    }

    private void putBack(Map<Object, O> rows) {
        synchronized (lock) {
            rows.forEach(waiting::putIfAbsent);
        }
    }

    private List<RowBuffer> batches(Map<Object, O> rows) {
        List<RowBuffer> batches = new ArrayList<>();
        RowBuffer batch = new RowBuffer();
        for (O row : rows.values()) {
            format.append(row, batch);
            if (batch.size() >= MAX_BATCH_BYTES) {
                batches.add(batch);
                batch = new RowBuffer();
            }
        }
        if (batch.size() > 0) {
            batches.add(batch);
        }
        return batches;
    }

    /**
     * Four uploads a second begin at most: rows come as often, and a busy store, however late, holds up only them. One of
     * many rows is work, after which the store is others' for as long.
     */
    private static long pauseAfter(Duration upload, boolean isLarge) {
        Duration pause = isLarge ? upload : PERIOD.minus(upload);
        return Math.max(SHORTEST_PAUSE.toMillis(), Math.min(LONGEST_PAUSE.toMillis(), pause.toMillis()));
    }

    private void failIfBroken() throws IOException {
        if (broken != null) {
            throw new IOException("the upload of rows ended", broken);
        }
    }
}
