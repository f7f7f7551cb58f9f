package io.splitstream.jobs.metrics;

import io.splitstream.contracts.definition.DefinitionCodec;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.connector.ThrottledLog;
import java.io.IOException;
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

/** Definitions of experiments; one that cannot be decoded is counted and left out. */
final class DefinitionDeserializer implements KafkaRecordDeserializationSchema<ExperimentDefinition> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionDeserializer.class);

    private transient @Nullable Decoder decoder;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new Decoder(context.getMetricGroup().counter("undecodableDefinitions"));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> consumed, Collector<ExperimentDefinition> out) {
        ExperimentDefinition definition =
                Objects.requireNonNull(decoder, "not opened").decode(consumed);
        if (definition != null) {
            out.collect(definition);
        }
    }

    @Override
    public TypeInformation<ExperimentDefinition> getProducedType() {
        return MetricsTypes.DEFINITION;
    }

    private static final class Decoder {
        private final DefinitionCodec codec = new DefinitionCodec();
        private final ThrottledLog failures = new ThrottledLog(LOG);
        private final Counter undecodable;

        Decoder(Counter undecodable) {
            this.undecodable = undecodable;
        }

        @Nullable
        ExperimentDefinition decode(ConsumerRecord<byte[], byte[]> consumed) {
            byte[] value = consumed.value();
            try {
                if (value != null) {
                    return codec.decode(value);
                }
                throw new IOException("a record without a value");
            } catch (IOException e) {
                undecodable.inc();
                failures.warn("definition at offset " + consumed.offset() + " cannot be decoded and is left out", e);
                return null;
            }
        }
    }
}
