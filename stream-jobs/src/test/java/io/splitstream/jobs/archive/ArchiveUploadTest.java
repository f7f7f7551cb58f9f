package io.splitstream.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.connector.ClickHouseTables;
import io.splitstream.jobs.connector.ProgressReport;
import io.splitstream.jobs.connector.RowBuffer;
import io.splitstream.jobs.connector.StoreStandIn;
import io.splitstream.jobs.connector.UploadThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArchiveUploadTest {
    private static final Instant NOW = Instant.ofEpochMilli(9_000);

    private final StoreStandIn store = start();
    private final ArchiveUpload upload = new ArchiveUpload(
            new ClickHouseTables(store.address()),
            new ProgressReport("event-archive", 0, 1, Clock.fixed(NOW, ZoneOffset.UTC)));
    private final UploadThread thread = UploadThread.start("upload", upload);

    @AfterEach
    void close() {
        thread.close();
        upload.close();
        store.close();
    }

    @Test
    void progress_afterRows_isReportedOnceItGrew() throws Exception {
        upload.submit(batch(100));
        upload.submit(new ArchiveBatch(new RowBuffer(), new RowBuffer(), new RowBuffer(), 4, 100));
        upload.submit(new ArchiveBatch(new RowBuffer(), new RowBuffer(), new RowBuffer(), 4, 200));
        // A batch is taken only when the one before is stored and reported.
        upload.submit(batch(200));
        upload.awaitStored();

        assertThat(store.tables()).containsExactly("events", "pipeline_progress", "pipeline_progress", "events");
    }

    @Test
    void progress_afterAssignments_isReportedOnceTheyAreStored() throws Exception {
        upload.submit(
                new ArchiveBatch(new RowBuffer(), new RowBuffer().text("row"), new RowBuffer().text("row"), 4, 100));
        upload.submit(batch(100));
        upload.awaitStored();

        assertThat(store.tables()).containsExactly("assignments", "rejected_events", "pipeline_progress", "events");
    }

    @Test
    void progress_ofRowsThatReplaceNothing_holdsForEver() throws Exception {
        upload.submit(batch(100));
        // A batch is taken only when the one before is stored and reported.
        upload.submit(batch(100));
        upload.awaitStored();

        RowBuffer report = new RowBuffer()
                .text("event-archive")
                .integer(4, Long.BYTES)
                .integer(0, Short.BYTES)
                .integer(1, Short.BYTES)
                .time(100)
                .time(Instant.parse("2100-01-01T00:00:00Z").toEpochMilli())
                .time(NOW.toEpochMilli());
        assertThat(store.inserts().get(1))
                .isEqualTo(new StoreStandIn.Insert(
                        "pipeline_progress",
                        List.of(
                                "job",
                                "epoch",
                                "subtask",
                                "parallelism",
                                "complete_until",
                                "holds_until",
                                "written_at"),
                        HexFormat.of().formatHex(report.read().readAllBytes())));
    }

    @Test
    void awaitStored_storeRefuses_waitsUntilTheRowsAreStored() throws Exception {
        store.refuse(true);
        upload.submit(batch(100));
        CompletableFuture<Void> stored = CompletableFuture.runAsync(() -> {
            try {
                upload.awaitStored();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        TimeUnit.MILLISECONDS.sleep(300);
        assertThat(stored).isNotDone();
        assertThat(store.tables()).isEmpty();
        store.refuse(false);
        stored.get(20, TimeUnit.SECONDS);

        assertThat(store.tables()).startsWith("events");
    }

    private static ArchiveBatch batch(long completeUntil) {
        return new ArchiveBatch(new RowBuffer().text("row"), new RowBuffer(), new RowBuffer(), 4, completeUntil);
    }

    private static StoreStandIn start() {
        try {
            return StoreStandIn.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
