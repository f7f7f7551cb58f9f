package io.splitstream.jobs.metrics;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.jobs.connector.ClickHouseAddress;
import io.splitstream.jobs.connector.ClickHouseTables;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes alerts to ClickHouse; those that it did not take yet are in the checkpoints. */
record AlertTable(ClickHouseAddress clickHouse) implements Sink<Alert>, SupportsWriterState<Alert, Alert> {
    @Override
    public AlertWriter createWriter(WriterInitContext context) {
        return AlertWriter.start(new ClickHouseTables(clickHouse), List.of());
    }

    @Override
    public StatefulSinkWriter<Alert, Alert> restoreWriter(WriterInitContext context, Collection<Alert> waiting) {
        return AlertWriter.start(new ClickHouseTables(clickHouse), waiting);
    }

    @Override
    public SimpleVersionedSerializer<Alert> getWriterStateSerializer() {
        return new AlertFormats.Waiting();
    }
}
