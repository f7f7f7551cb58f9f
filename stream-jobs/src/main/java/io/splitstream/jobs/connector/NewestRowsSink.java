package io.splitstream.jobs.connector;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes absolute rows, the newest of each key. Needs no state: after a start every row comes again under a new epoch.
 *
 * @param jobName whose progress is reported
 * @param <O> rows, and the epochs that they belong to
 */
public record NewestRowsSink<O>(ClickHouseAddress clickHouse, String jobName, RowFormat<O> format) implements Sink<O> {
    @Override
    public SinkWriter<O> createWriter(WriterInitContext context) {
        return NewestRowsWriter.start(
                format, new ClickHouseTables(clickHouse), ProgressReport.of(jobName, context.getTaskInfo()));
    }
}
