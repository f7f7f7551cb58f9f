package io.splitstream.jobs.archive;

import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.archive.core.LoggedRefusal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the log of refusals with their place in it. */
final class RefusalDeserializer implements KafkaRecordDeserializationSchema<ArchiveInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<ArchiveInput> out) {
        byte[] value = consumed.value();
        out.collect(new LoggedRefusal(consumed.partition(), consumed.offset(), value == null ? new byte[0] : value));
    }

    @Override
    public TypeInformation<ArchiveInput> getProducedType() {
        return EventArchiveJob.INPUT;
    }
}
