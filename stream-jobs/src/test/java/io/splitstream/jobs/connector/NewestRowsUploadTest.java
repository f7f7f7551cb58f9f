package io.splitstream.jobs.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.connector.StoreStandIn.Insert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewestRowsUploadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(9_000), ZoneOffset.UTC);

    private final StoreStandIn store = start();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(store));
    private final NewestRowsUpload<Row> upload = upload();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void completeUntil_afterRows_isAnnouncedBeforeThemAndReportedAfterThem() throws Exception {
        upload.begin(new RowEpoch(4, 100));
        upload.offer(row(0));
        upload.completeUntil(100);
        startThread(upload);
        awaitInserts(3);
        upload.offer(row(1));
        upload.completeUntil(200);
        awaitInserts(5);

        assertThat(store.inserts())
                .containsExactly(
                        progress(4, 0, 100), stored(0), progress(4, 100, 100), stored(1), progress(4, 200, 200));
    }

    @Test
    void begin_laterEpoch_announcesThatItsRowsHoldLess() throws Exception {
        upload.begin(new RowEpoch(4, 100));
        upload.completeUntil(100);
        startThread(upload);
        awaitInserts(2);
        NewestRowsUpload<Row> successor = upload();
        successor.begin(new RowEpoch(7, 80));
        successor.offer(row(1));
        successor.completeUntil(80);
        startThread(successor);
        awaitInserts(5);

        assertThat(store.inserts())
                .containsExactly(
                        progress(4, 0, 100), progress(4, 100, 100), progress(7, 0, 80), stored(1), progress(7, 80, 80));
    }

    @Test
    void begin_laterEpochOfTheSameWriter_isAnnouncedBeforeItsRows() throws Exception {
        upload.begin(new RowEpoch(4, 100));
        upload.completeUntil(100);
        startThread(upload);
        awaitInserts(2);
        upload.begin(new RowEpoch(7, 150));
        upload.offer(row(1));
        awaitInserts(4);
        upload.completeUntil(200);
        awaitInserts(5);

        assertThat(store.inserts().subList(2, 5))
                .containsExactly(progress(7, 0, 150), stored(1), progress(7, 200, 200));
    }

    @Test
    void offer_noLogTimeComes_rowsAreAnnouncedByWhatTheyHoldAndStoredAllTheSame() throws Exception {
        startThread(upload);
        upload.begin(new RowEpoch(4, 100));
        upload.offer(row(0));
        awaitInserts(2);

        assertThat(store.inserts()).containsExactly(progress(4, 0, 100), stored(0));
    }

    @Test
    void offer_whileTheStoreRefuses_neitherBlocksNorIsLost() throws Exception {
        store.refuse(true);
        startThread(upload);
        upload.begin(new RowEpoch(4, 100));
        for (int sequence = 0; sequence < 100_000; sequence++) {
            upload.offer(row(sequence));
            upload.completeUntil(sequence);
        }
        assertThat(store.tables()).isEmpty();
        store.refuse(false);
        await(() -> store.inserts().contains(progress(4, 99_999, 99_999)));

        assertThat(store.tables().subList(0, 2)).containsExactly("pipeline_progress", "counts");
        assertThat(store.inserts()).endsWith(stored(99_999), progress(4, 99_999, 99_999));
    }

    private NewestRowsUpload<Row> upload() {
        NewestRowsUpload<Row> created = new NewestRowsUpload<>(
                new Counts(), new ClickHouseTables(store.address()), new ProgressReport("counting", 2, 3, CLOCK));
        opened.addFirst(created);
        return created;
    }

    private void startThread(NewestRowsUpload<Row> of) {
        opened.addFirst(UploadThread.start("upload", of));
    }

    private static Insert progress(long epoch, long completeUntil, long holdsUntil) {
        return new Insert(
                "pipeline_progress",
                List.of("job", "epoch", "subtask", "parallelism", "complete_until", "holds_until", "written_at"),
                hex(new RowBuffer()
                        .text("counting")
                        .integer(epoch, Long.BYTES)
                        .integer(2, Short.BYTES)
                        .integer(3, Short.BYTES)
                        .time(completeUntil)
                        .time(holdsUntil)
                        .time(CLOCK.millis())));
    }

    private static Insert stored(long count) {
        return new Insert(
                "counts",
                List.of("key", "count"),
                hex(new RowBuffer().text("one").integer(count, Long.BYTES)));
    }

    private static String hex(RowBuffer rows) {
        try {
            return HexFormat.of().formatHex(rows.read().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
    }

    private void awaitInserts(int inserts) throws InterruptedException {
        await(() -> store.tables().size() >= inserts);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(condition.getAsBoolean())
                .as("came in time, after %s", store.inserts())
                .isTrue();
    }

    private static Row row(long count) {
        return new Row("one", count);
    }

    private record Row(String key, long count) {}

    private static final class Counts implements RowFormat<Row> {
        private static final long serialVersionUID = 1L;

        @Override
        public String table() {
            return "counts";
        }

        @Override
        public List<String> columns() {
            return List.of("key", "count");
        }

        @Override
        public Optional<RowEpoch> epoch(Row output) {
            return Optional.empty();
        }

        @Override
        public Object key(Row row) {
            return row.key();
        }

        @Override
        public void append(Row row, RowBuffer out) {
            out.text(row.key()).integer(row.count(), Long.BYTES);
        }
    }

    private static StoreStandIn start() {
        try {
            return StoreStandIn.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
