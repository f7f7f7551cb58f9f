package io.splitstream.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final ExperimentEvent EVENT = new ExperimentEvent(
            "e-1",
            "dev",
            "exp_1",
            "var_1",
            "user é",
            "conversion",
            -499_900L,
            "{\"a\":1}",
            "s-1",
            1_760_000_000_123L,
            true,
            1_760_000_000_456L,
            "sommos",
            "mobile",
            "127.0.0.0");
    private static final ExperimentEvent BARE_EVENT = new ExperimentEvent(
            "e-2", "dev", "exp_1", "var_1", "u", "click", null, null, null, 1, false, 2, "collect", "other", "");
    private static final Assignment ASSIGNMENT =
            new Assignment("dev", "exp_1", "u", "var_2", 3, 5, Map.of("device", "mobile", "location", "US"));
    private static final Interaction INTERACTION = new Interaction(
            "i-1",
            "dev",
            "job_1",
            "B",
            "tester é",
            "sess_1",
            InteractionType.TASK_START,
            "#buy",
            "https://shop.example/cart",
            "{\"x\":1}",
            1_760_000_000_123L,
            true,
            1_760_000_000_456L,
            "desktop",
            "127.0.0.0");
    private static final Interaction BARE_INTERACTION = new Interaction(
            "i-2",
            "dev",
            "job_1",
            "A",
            "t",
            "sess_1",
            InteractionType.CLICK,
            null,
            null,
            null,
            1,
            false,
            2,
            "other",
            "");
    private static final Tick TICK = new Tick("edge-1", 7);

    private final EventCodec codec = new EventCodec();

    @Test
    void decode_ofWhatWasEncoded_isTheSameRecord() {
        for (EventRecord record :
                new EventRecord[] {EVENT, BARE_EVENT, ASSIGNMENT, INTERACTION, BARE_INTERACTION, TICK}) {
            assertThat(codec.decode(codec.encode(record))).isEqualTo(record);
        }
    }

    @Test
    void encode_event_isReadByAvrosOwnSingleObjectDecoder() throws IOException {
        BinaryMessageDecoder<GenericRecord> avro =
                new BinaryMessageDecoder<>(GenericData.get(), schema("/avro/experiment-event.avsc"));

        GenericRecord read = avro.decode(codec.encode(EVENT));

        assertThat(read.get("user_id")).hasToString("user é");
        assertThat(read.get("event_value")).isEqualTo(-499_900L);
        assertThat(read.get("timestamp_replaced")).isEqualTo(true);
        assertThat(read.get("address")).hasToString("127.0.0.0");
    }

    @Test
    void encode_assignment_isReadByAvrosOwnSingleObjectDecoder() throws IOException {
        BinaryMessageDecoder<GenericRecord> avro =
                new BinaryMessageDecoder<>(GenericData.get(), schema("/avro/assignment.avsc"));

        GenericRecord read = avro.decode(codec.encode(ASSIGNMENT));

        assertThat(read.get("weight_epoch")).isEqualTo(3);
        assertThat(String.valueOf(read.get("attributes")))
                .contains("device=mobile")
                .contains("location=US");
    }

    @Test
    void encode_interaction_isReadByAvrosOwnSingleObjectDecoder() throws IOException {
        BinaryMessageDecoder<GenericRecord> avro =
                new BinaryMessageDecoder<>(GenericData.get(), schema("/avro/interaction.avsc"));

        GenericRecord read = avro.decode(codec.encode(INTERACTION));

        assertThat(read.get("tester_id")).hasToString("tester é");
        assertThat(read.get("type")).hasToString("task_start");
        assertThat(read.get("timestamp")).isEqualTo(1_760_000_000_123L);
    }

    @Test
    void isInteractionOrTick_goesByTheHeader() {
        assertThat(EventCodec.isInteractionOrTick(codec.encode(INTERACTION))).isTrue();
        assertThat(EventCodec.isInteractionOrTick(codec.encode(TICK))).isTrue();
        assertThat(EventCodec.isInteractionOrTick(codec.encode(EVENT))).isFalse();
        assertThat(EventCodec.isInteractionOrTick(codec.encode(ASSIGNMENT))).isFalse();
        assertThat(EventCodec.isInteractionOrTick(new byte[0])).isFalse();
    }

    @Test
    void decode_bytesWithoutTheMarker_saysSo() {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> codec.decode(new byte[] {1, 2, 3}))
                .withMessageContaining("C3 01");
    }

    @Test
    void decode_unknownSchema_namesTheKnownOnes() {
        byte[] bytes = codec.encode(TICK);
        bytes[5] ^= 1;

        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> codec.decode(bytes))
                .withMessageContaining("known: Assignment, ExperimentEvent, Interaction, Tick");
    }

    @Test
    void decode_truncatedAnywhere_isMalformedAndNothingElse() {
        byte[] bytes = codec.encode(EVENT);

        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> codec.decode(truncated));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"experiment-event", "assignment", "interaction", "tick"})
    void currentSchema_readsEveryReleasedVersion(String name) throws IOException {
        Schema current = schema("/avro/" + name + ".avsc");
        Schema released = schema("/avro/released/" + name + "-1.avsc");

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(current, released)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    private static Schema schema(String path) throws IOException {
        try (var stream = EventCodecTest.class.getResourceAsStream(path)) {
            return new Schema.Parser().parse(stream);
        }
    }
}
