package io.splitstream.jobs.connector;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Hands rows to a {@link NewestRowsUpload}, which stores them on a thread of its own: the task never waits for
 * ClickHouse, neither for a row nor for a checkpoint.
 */
final class NewestRowsWriter<O> implements SinkWriter<O> {
    private final RowFormat<O> format;
    private final NewestRowsUpload<O> upload;
    private final UploadThread thread;

    private NewestRowsWriter(RowFormat<O> format, NewestRowsUpload<O> upload, UploadThread thread) {
        this.format = format;
        this.upload = upload;
        this.thread = thread;
    }

    static <O> NewestRowsWriter<O> start(RowFormat<O> format, ClickHouseTables tables, ProgressReport progress) {
        NewestRowsUpload<O> upload = new NewestRowsUpload<>(format, tables, progress);
        String thread = format.table() + "-upload-" + progress.subtask();
        return new NewestRowsWriter<>(format, upload, UploadThread.start(thread, upload));
    }

    @Override
    public void write(O element, Context context) throws IOException {
        Optional<RowEpoch> epoch = format.epoch(element);
        if (epoch.isPresent()) {
            upload.begin(epoch.get());
        } else {
            upload.offer(element);
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
