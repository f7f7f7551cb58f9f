package io.splitstream.jobs.archive;

import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.archive.core.LoggedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the event log with their place in it; ticks too, which move the log time on. */
final class LoggedRecordDeserializer implements KafkaRecordDeserializationSchema<ArchiveInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<ArchiveInput> out) {
        byte[] value = consumed.value();
        out.collect(new LoggedRecord(
                consumed.partition(), consumed.offset(), consumed.timestamp(), value == null ? new byte[0] : value));
    }

    @Override
    public TypeInformation<ArchiveInput> getProducedType() {
        return EventArchiveJob.INPUT;
    }
}
