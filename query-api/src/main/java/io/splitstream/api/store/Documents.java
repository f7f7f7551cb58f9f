package io.splitstream.api.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Records to and from the JSON documents in the tables; times are milliseconds. Safe for use by several threads. */
final class Documents {
    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new SimpleModule("times")
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader())
                    .addSerializer(Metric.class, new MetricWriter())
                    .addDeserializer(Metric.class, new MetricReader()))
            // A row written by a newer version may say more than this one knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " has no JSON form", e);
        }
    }

    <T> T read(String text, Class<T> type) {
        try {
            JsonNode tree = mapper.readTree(text);
            return mapper.readerFor(type)
                    .withAttribute(MetricPlan.class, plan(tree))
                    .readValue(tree);
        } catch (IOException e) {
            throw new IllegalStateException("a stored document is no " + type.getSimpleName(), e);
        }
    }

    <T> T read(String text, TypeReference<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is no " + type.getType(), e);
        }
    }

    /** The metrics that an experiment's document declares: those that the rest of it names are among them. */
    private MetricPlan plan(JsonNode document) throws JsonProcessingException {
        JsonNode declared = document.at("/design/metrics");
        return declared.isObject() ? mapper.treeToValue(declared, MetricPlan.class) : MetricPlan.NONE;
    }

    private static final class MetricWriter extends StdSerializer<Metric> {
        private static final long serialVersionUID = 1L;

        MetricWriter() {
            super(Metric.class);
        }

        @Override
        public void serialize(Metric value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.metricName());
        }
    }

    /** Built-in metrics were once written in upper case. */
    private static final class MetricReader extends StdDeserializer<Metric> {
        private static final long serialVersionUID = 1L;

        MetricReader() {
            super(Metric.class);
        }

        @Override
        public Metric deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String name = in.getText();
            MetricPlan declared =
                    context.getAttribute(MetricPlan.class) instanceof MetricPlan plan ? plan : MetricPlan.NONE;
            return declared.named(name)
                    .or(() -> Metric.named(name.toLowerCase(Locale.ROOT)))
                    .orElseThrow(() -> new IOException("no metric of the experiment: " + name));
        }
    }

    private static final class InstantWriter extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(value.toEpochMilli());
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.ofEpochMilli(in.getLongValue());
        }
    }
}
