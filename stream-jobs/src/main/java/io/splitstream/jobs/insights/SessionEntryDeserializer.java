package io.splitstream.jobs.insights;

import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.Interaction;
import io.splitstream.contracts.event.MalformedRecordException;
import io.splitstream.jobs.connector.ThrottledLog;
import io.splitstream.jobs.insights.core.LogTick;
import io.splitstream.jobs.insights.core.SessionEntry;
import io.splitstream.jobs.insights.core.SessionStep;
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
 * Interactions of the event log, and its ticks, which move the log time on. What is neither is not even decoded; an
 * interaction that cannot be is counted and becomes a tick.
 */
final class SessionEntryDeserializer implements KafkaRecordDeserializationSchema<SessionEntry> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SessionEntryDeserializer.class);

    private transient @Nullable Decoder decoder;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new Decoder(context.getMetricGroup().counter("undecodableRecords"));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<SessionEntry> out) {
        Objects.requireNonNull(decoder, "not opened").decode(consumed, out);
    }

    @Override
    public TypeInformation<SessionEntry> getProducedType() {
        return InsightTypes.ENTRY;
    }

    private static final class Decoder {
        private final EventCodec codec = new EventCodec();
        private final ThrottledLog failures = new ThrottledLog(LOG);
        private final Counter undecodable;

        Decoder(Counter undecodable) {
            this.undecodable = undecodable;
        }

        void decode(ConsumerRecord<byte[], byte[]> consumed, Collector<SessionEntry> out) {
            byte[] value = consumed.value();
            if (value == null || !EventCodec.isInteractionOrTick(value)) {
                return;
            }
            try {
                if (codec.decode(value) instanceof Interaction interaction) {
                    out.collect(SessionStep.of(interaction, consumed.timestamp()));
                    return;
                }
            } catch (MalformedRecordException e) {
                undecodable.inc();
                failures.warn(
                        "record at partition " + consumed.partition() + ", offset " + consumed.offset()
                                + " cannot be decoded and is left out",
                        e);
            }
            out.collect(new LogTick());
        }
    }
}
