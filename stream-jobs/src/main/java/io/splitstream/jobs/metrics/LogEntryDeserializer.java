package io.splitstream.jobs.metrics;

import io.splitstream.contracts.event.Assignment;
import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.EventView;
import io.splitstream.contracts.event.MalformedRecordException;
import io.splitstream.jobs.connector.ThrottledLog;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.Heartbeat;
import io.splitstream.jobs.metrics.core.LogEntry;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of the event log as {@link LogEntry}s. A record that cannot be decoded is counted and becomes a heartbeat:
 * it moves the log time on, and nothing else.
 */
final class LogEntryDeserializer implements KafkaRecordDeserializationSchema<LogEntry> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LogEntryDeserializer.class);

    private static final byte[] NO_BYTES = {};

    private transient @Nullable Decoder decoder;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new Decoder(context.getMetricGroup().counter("undecodableRecords"));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<LogEntry> out) {
        out.collect(Objects.requireNonNull(decoder, "not opened").decode(consumed));
    }

    @Override
    public TypeInformation<LogEntry> getProducedType() {
        return MetricsTypes.LOG_ENTRY;
    }

    private static final class Decoder {
        private final EventView event = new EventView();
        private final EventCodec codec = new EventCodec();
        private final ThrottledLog failures = new ThrottledLog(LOG);
        private final Counter undecodable;

        Decoder(Counter undecodable) {
            this.undecodable = undecodable;
        }

        LogEntry decode(ConsumerRecord<byte[], byte[]> consumed) {
            byte[] value = consumed.value() == null ? NO_BYTES : consumed.value();
            try {
                if (event.read(value)) {
                    return CountableEvent.of(event, consumed.timestamp());
                }
                if (codec.decode(value) instanceof Assignment assignment) {
                    return Enrolment.of(assignment);
                }
            } catch (MalformedRecordException e) {
                undecodable.inc();
                failures.warn(
                        "record at partition " + consumed.partition() + ", offset " + consumed.offset()
                                + " cannot be decoded and is left out",
                        e);
            }
            return new Heartbeat(consumed.timestamp());
        }
    }
}
