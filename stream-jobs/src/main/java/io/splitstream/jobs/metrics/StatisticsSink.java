package io.splitstream.jobs.metrics;

import io.splitstream.jobs.connector.ClickHouseAddress;
import io.splitstream.jobs.connector.ClickHouseTables;
import io.splitstream.jobs.connector.ProgressReport;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes rows of statistics. Needs no state: after a start every row comes again under a new epoch.
 *
 * @param jobName whose progress is reported
 */
record StatisticsSink(ClickHouseAddress clickHouse, String jobName) implements Sink<StatisticsOutput> {
    @Override
    public SinkWriter<StatisticsOutput> createWriter(WriterInitContext context) {
        return StatisticsWriter.start(
                new ClickHouseTables(clickHouse), ProgressReport.of(jobName, context.getTaskInfo()));
    }
}
