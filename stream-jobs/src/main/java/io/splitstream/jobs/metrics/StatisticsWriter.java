package io.splitstream.jobs.metrics;

import io.splitstream.jobs.connector.ClickHouseTables;
import io.splitstream.jobs.connector.ProgressReport;
import io.splitstream.jobs.connector.UploadThread;
import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Hands rows to a {@link StatisticsUpload}, which stores them on a thread of its own: the task never waits for
 * ClickHouse, neither for a row nor for a checkpoint.
 */
final class StatisticsWriter implements SinkWriter<StatisticsOutput> {
    private final StatisticsUpload upload;
    private final UploadThread thread;

    private StatisticsWriter(StatisticsUpload upload, UploadThread thread) {
        this.upload = upload;
        this.thread = thread;
    }

    static StatisticsWriter start(ClickHouseTables tables, ProgressReport progress) {
        StatisticsUpload upload = new StatisticsUpload(tables, progress);
        return new StatisticsWriter(upload, UploadThread.start("statistics-upload-" + progress.subtask(), upload));
    }

    @Override
    public void write(StatisticsOutput element, Context context) throws IOException {
        if (element instanceof StatisticsRow row) {
            upload.offer(row);
        } else if (element instanceof OutputEpoch start) {
            upload.begin(start.epoch());
        }
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException {
        upload.completeUntil(watermark.getTimestamp());
    }

    @Override
    public void flush(boolean endOfInput) {
        // Rows come again after a start, so a checkpoint need not wait for them.
    }

    @Override
    public void close() {
        thread.close();
        upload.close();
    }
}
