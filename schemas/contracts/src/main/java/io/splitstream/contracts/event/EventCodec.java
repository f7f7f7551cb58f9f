package io.splitstream.contracts.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@link EventRecord}s to and from Avro's single-object encoding.
 *
 * <pre>
 *  0    1    2                       10
 *  +----+----+-----------------------+------------------ - - -
 *  | C3 | 01 | CRC-64-AVRO of schema | fields in order
 *  +----+----+-----------------------+------------------ - - -
 *              little-endian
 * </pre>
 *
 * <p>Reuses its buffers: one instance per thread.
 */
public final class EventCodec {
    static final int HEADER_BYTES = 10;
    private static final byte MARKER_0 = (byte) 0xC3;
    private static final byte MARKER_1 = (byte) 0x01;

    private static final EventSchema EVENT = EventSchema.load("experiment-event");
    private static final EventSchema ASSIGNMENT = EventSchema.load("assignment");
    private static final EventSchema INTERACTION = EventSchema.load("interaction");
    private static final EventSchema TICK = EventSchema.load("tick");
    private static final Map<Long, EventSchema> BY_FINGERPRINT = byFingerprint(EVENT, ASSIGNMENT, INTERACTION, TICK);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    private @Nullable BinaryDecoder decoder;

    /** The bytes of a record. */
    public byte[] encode(EventRecord record) {
        out.reset();
        try {
            if (record instanceof ExperimentEvent event) {
                out.writeBytes(EVENT.header);
                write(event);
            } else if (record instanceof Assignment assignment) {
                out.writeBytes(ASSIGNMENT.header);
                write(assignment);
            } else if (record instanceof Interaction interaction) {
                out.writeBytes(INTERACTION.header);
                write(interaction);
            } else if (record instanceof Tick tick) {
                out.writeBytes(TICK.header);
                encoder.writeString(tick.edgeId());
                encoder.writeLong(tick.sentAt());
            }
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        return out.toByteArray();
    }

    /**
     * The record of some bytes.
     *
     * @throws MalformedRecordException if the bytes are no record of a known schema
     */
    public EventRecord decode(byte[] bytes) {
        EventSchema schema = schemaOf(bytes);
        BinaryDecoder in =
                DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
        decoder = in;
        try {
            if (schema.fingerprint == EVENT.fingerprint) {
                return readEvent(in);
            }
            if (schema.fingerprint == INTERACTION.fingerprint) {
                return readInteraction(in);
            }
            return schema.fingerprint == ASSIGNMENT.fingerprint
                    ? readAssignment(in)
                    : new Tick(readText(in), in.readLong());
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
            // The last is what Avro says of a count that no array could hold.
            throw new MalformedRecordException(bytes.length + " bytes are no " + schema.schema.getName(), e);
        }
    }

    /** What every {@link ExperimentEvent}'s bytes begin with. */
    static byte[] eventHeader() {
        return EVENT.header.clone();
    }

    /** Whether bytes are an event, as far as their header says. */
    static boolean isEvent(byte[] bytes) {
        return hasHeader(bytes, EVENT);
    }

    /** Whether bytes are an interaction or a tick, as far as their header says; for whoever looks at nothing else. */
    public static boolean isInteractionOrTick(byte[] bytes) {
        return hasHeader(bytes, INTERACTION) || hasHeader(bytes, TICK);
    }

    private static boolean hasHeader(byte[] bytes, EventSchema schema) {
        return bytes.length >= HEADER_BYTES && Arrays.equals(bytes, 0, HEADER_BYTES, schema.header, 0, HEADER_BYTES);
    }

    private void write(ExperimentEvent event) throws IOException {
        encoder.writeString(event.eventId());
        encoder.writeString(event.workspaceId());
        encoder.writeString(event.experimentId());
        encoder.writeString(event.variantId());
        encoder.writeString(event.userId());
        encoder.writeString(event.eventType());
        Long value = event.value();
        if (value == null) {
            encoder.writeIndex(0);
        } else {
            encoder.writeIndex(1);
            encoder.writeLong(value);
        }
        writeOptional(event.data());
        writeOptional(event.sessionId());
        encoder.writeLong(event.timestamp());
        encoder.writeBoolean(event.timestampReplaced());
        encoder.writeLong(event.receivedAt());
        encoder.writeString(event.source());
        encoder.writeString(event.userAgentClass());
        encoder.writeString(event.address());
    }

    private void write(Assignment assignment) throws IOException {
        encoder.writeString(assignment.workspaceId());
        encoder.writeString(assignment.experimentId());
        encoder.writeString(assignment.userId());
        encoder.writeString(assignment.variantId());
        encoder.writeInt(assignment.weightEpoch());
        encoder.writeLong(assignment.assignedAt());
        encoder.writeMapStart();
        encoder.setItemCount(assignment.attributes().size());
        for (Map.Entry<String, String> entry : assignment.attributes().entrySet()) {
            encoder.startItem();
            encoder.writeString(entry.getKey());
            encoder.writeString(entry.getValue());
        }
        encoder.writeMapEnd();
    }

    private void write(Interaction interaction) throws IOException {
        encoder.writeString(interaction.eventId());
        encoder.writeString(interaction.workspaceId());
        encoder.writeString(interaction.studyId());
        encoder.writeString(interaction.variant());
        encoder.writeString(interaction.testerId());
        encoder.writeString(interaction.sessionId());
        encoder.writeString(interaction.type().word());
        writeOptional(interaction.target());
        writeOptional(interaction.url());
        writeOptional(interaction.data());
        encoder.writeLong(interaction.timestamp());
        encoder.writeBoolean(interaction.timestampReplaced());
        encoder.writeLong(interaction.receivedAt());
        encoder.writeString(interaction.userAgentClass());
        encoder.writeString(interaction.address());
    }

    private void writeOptional(@Nullable String text) throws IOException {
        if (text == null) {
            encoder.writeIndex(0);
        } else {
            encoder.writeIndex(1);
            encoder.writeString(text);
        }
    }

    private static ExperimentEvent readEvent(BinaryDecoder in) throws IOException {
        return new ExperimentEvent(
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readBranch(in) ? Long.valueOf(in.readLong()) : null,
                readOptional(in),
                readOptional(in),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                readText(in),
                readText(in),
                readText(in));
    }

    private static Assignment readAssignment(BinaryDecoder in) throws IOException {
        String workspaceId = readText(in);
        String experimentId = readText(in);
        String userId = readText(in);
        String variantId = readText(in);
        int weightEpoch = in.readInt();
        long assignedAt = in.readLong();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (long items = in.readMapStart(); items != 0; items = in.mapNext()) {
            for (long item = 0; item < items; item++) {
                attributes.put(readText(in), readText(in));
            }
        }
        return new Assignment(workspaceId, experimentId, userId, variantId, weightEpoch, assignedAt, attributes);
    }

    private static Interaction readInteraction(BinaryDecoder in) throws IOException {
        return new Interaction(
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readType(in),
                readOptional(in),
                readOptional(in),
                readOptional(in),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                readText(in),
                readText(in));
    }

    private static InteractionType readType(BinaryDecoder in) throws IOException {
        String word = readText(in);
        return InteractionType.of(word).orElseThrow(() -> new IOException("no type of interaction is called " + word));
    }

    private static @Nullable String readOptional(BinaryDecoder in) throws IOException {
        return readBranch(in) ? readText(in) : null;
    }

    /** A union's index: null first. */
    private static boolean readBranch(BinaryDecoder in) throws IOException {
        int index = in.readIndex();
        if (index != 0 && index != 1) {
            throw new IOException("a branch " + index);
        }
        return index == 1;
    }

    /** A text; Avro itself makes room for whatever length is claimed before it finds that the bytes end. */
    private static String readText(BinaryDecoder in) throws IOException {
        long length = in.readLong();
        int left = in.inputStream().available();
        if (length < 0 || length > left) {
            throw new IOException("a text of " + length + " bytes, of which " + left + " are there");
        }
        byte[] text = new byte[(int) length];
        in.readFixed(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static EventSchema schemaOf(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MARKER_0 || bytes[1] != MARKER_1) {
            throw new MalformedRecordException(
                    bytes.length + " bytes do not begin with Avro's single-object marker C3 01", null);
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        EventSchema schema = BY_FINGERPRINT.get(fingerprint);
        if (schema == null) {
            throw new MalformedRecordException(
                    "schema fingerprint " + Long.toHexString(fingerprint) + " (known: "
                            + String.join(
                                    ", ",
                                    BY_FINGERPRINT.values().stream()
                                            .map(known -> known.schema.getName())
                                            .sorted()
                                            .toList())
                            + ")",
                    null);
        }
        return schema;
    }

    private static Map<Long, EventSchema> byFingerprint(EventSchema... schemas) {
        Map<Long, EventSchema> known = new HashMap<>();
        for (EventSchema schema : schemas) {
            known.put(schema.fingerprint, schema);
        }
        return Map.copyOf(known);
    }

    /** A schema with the header its records begin with. */
    private static final class EventSchema {
        private final Schema schema;
        private final long fingerprint;
        private final byte[] header;

        private EventSchema(Schema schema) {
            this.schema = schema;
            this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
            this.header = ByteBuffer.allocate(HEADER_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(MARKER_0)
                    .put(MARKER_1)
                    .putLong(fingerprint)
                    .array();
        }

        static EventSchema load(String name) {
            String path = "/avro/" + name + ".avsc";
            try (var stream = EventCodec.class.getResourceAsStream(path)) {
                if (stream == null) {
                    throw new IllegalStateException(path + " is missing from the class path");
                }
                return new EventSchema(new Schema.Parser().parse(stream));
            } catch (IOException e) {
                throw new UncheckedIOException(path + " cannot be read", e);
            }
        }
    }
}
