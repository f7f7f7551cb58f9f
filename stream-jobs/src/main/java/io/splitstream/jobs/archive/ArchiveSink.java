package io.splitstream.jobs.archive;

import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.connector.ClickHouseAddress;
import io.splitstream.jobs.connector.ClickHouseTables;
import io.splitstream.jobs.connector.ProgressReport;
import io.splitstream.jobs.core.Lateness;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes events into the archive, at least once: a checkpoint completes only when everything before it is stored.
 *
 * @param jobName whose progress is reported
 * @param lateness says which events are marked as late
 * @param batchRows rows of one insert, at most
 * @param batchDelay how long a row waits for its batch to fill, at most
 */
record ArchiveSink(ClickHouseAddress clickHouse, String jobName, Lateness lateness, int batchRows, Duration batchDelay)
        implements Sink<ArchiveInput> {
    @Override
    public SinkWriter<ArchiveInput> createWriter(WriterInitContext context) {
        ArchiveUpload upload =
                new ArchiveUpload(new ClickHouseTables(clickHouse), ProgressReport.of(jobName, context.getTaskInfo()));
        return new ArchiveWriter(
                upload,
                lateness,
                batchRows,
                batchDelay,
                context.getProcessingTimeService(),
                context.metricGroup().counter("undecodableRecords"));
    }
}
