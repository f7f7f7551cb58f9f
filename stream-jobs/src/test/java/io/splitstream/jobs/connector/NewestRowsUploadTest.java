package io.splitstream.jobs.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewestRowsUploadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StoreStandIn store = start();
    private final NewestRowsUpload<Row> upload = new NewestRowsUpload<>(
            new Counts(),
            new ClickHouseTables(store.address()),
            new ProgressReport("counting", 0, 1, Clock.systemUTC()));
    private final UploadThread thread = UploadThread.start("upload", upload);

    @AfterEach
    void close() {
        thread.close();
        upload.close();
        store.close();
    }

    @Test
    void completeUntil_afterRows_isAnnouncedBeforeThemAndReportedAfterThem() throws Exception {
        upload.begin(4);
        upload.offer(row(0));
        upload.completeUntil(100);
        awaitInserts(3);
        upload.offer(row(1));
        upload.completeUntil(200);
        awaitInserts(5);

        assertThat(store.tables())
                .containsExactly("pipeline_progress", "counts", "pipeline_progress", "counts", "pipeline_progress");
    }

    @Test
    void offer_noLogTimeComes_rowsAreStoredAllTheSame() throws Exception {
        upload.begin(4);
        upload.offer(row(0));
        awaitInserts(2);

        assertThat(store.tables()).containsExactly("pipeline_progress", "counts");
    }

    @Test
    void offer_whileTheStoreRefuses_neitherBlocksNorIsLost() throws Exception {
        store.refuse(true);
        upload.begin(4);
        for (int sequence = 0; sequence < 100_000; sequence++) {
            upload.offer(row(sequence));
            upload.completeUntil(sequence);
        }
        assertThat(store.tables()).isEmpty();
        store.refuse(false);
        awaitInserts(3);

        assertThat(store.tables().subList(0, 2)).containsExactly("pipeline_progress", "counts");
    }

    private void awaitInserts(int inserts) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (store.tables().size() < inserts && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(store.tables()).hasSizeGreaterThanOrEqualTo(inserts);
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
        public OptionalLong epoch(Row output) {
            return OptionalLong.empty();
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
