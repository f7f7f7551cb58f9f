package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.connector.ClickHouseTables;
import io.splitstream.jobs.connector.ProgressReport;
import io.splitstream.jobs.connector.StoreStandIn;
import io.splitstream.jobs.connector.UploadThread;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatisticsUploadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StoreStandIn store = start();
    private final StatisticsUpload upload = new StatisticsUpload(
            new ClickHouseTables(store.address()), new ProgressReport("experiment-metrics", 0, 1, Clock.systemUTC()));
    private final UploadThread thread = UploadThread.start("upload", upload);

    @AfterEach
    void close() {
        thread.close();
        upload.close();
        store.close();
    }

    @Test
    void completeUntil_afterRows_reportsProgressAfterThem() throws Exception {
        upload.begin(4);
        upload.offer(row(0));
        upload.completeUntil(100);
        awaitInserts(2);

        assertThat(store.tables()).containsExactly("experiment_statistics", "pipeline_progress");
    }

    @Test
    void offer_noLogTimeComes_rowsAreStoredAllTheSame() throws Exception {
        upload.begin(4);
        upload.offer(row(0));
        awaitInserts(1);

        assertThat(store.tables()).containsExactly("experiment_statistics");
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
        awaitInserts(2);

        assertThat(store.tables().get(0)).isEqualTo("experiment_statistics");
    }

    private void awaitInserts(int inserts) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (store.tables().size() < inserts && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(store.tables()).hasSizeGreaterThanOrEqualTo(inserts);
    }

    private static StatisticsRow row(long sequence) {
        return new StatisticsRow(new StatisticsKey("checkout", 1, 0), 4, sequence, 0, Statistics.ZERO);
    }

    private static StoreStandIn start() {
        try {
            return StoreStandIn.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
