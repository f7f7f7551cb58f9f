package io.splitstream.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EventReaderTest {
    private static final String TOO_DEEP =
            "the body nests deeper than 32 levels, or has a name over 256 or a number over 64 characters";
    private static final String NAME =
            " must have 1 to 128 characters, not all blank, none of them a control character";

    private final EventReader reader = new EventReader();

    @Test
    void readOne_everyField_isRead() {
        String body = """
                {"experiment_id":"exp","variant_id":"A","user_id":"käthe","event_type":"rating","event_value":-4.5e0,
                 "event_data":{"wine": "ü", "n": [1, {"x": null}]},"session_id":"s","event_id":"e-1",
                 "timestamp":"2025-10-05T16:30:00.250+02:00","more":{"ignored":[true]}}
                """;

        assertThat(one(body))
                .isEqualTo(new ParsedEvent(
                        "exp",
                        "A",
                        "käthe",
                        "rating",
                        -45_000L,
                        "{\"wine\": \"ü\", \"n\": [1, {\"x\": null}]}",
                        "s",
                        1_759_674_600_250L,
                        "e-1"));
    }

    @Test
    void readOne_nullOptionalFields_countAsAbsent() {
        ParsedEvent event = one("{\"experiment_id\":\"exp\",\"variant_id\":\"A\",\"user_id\":\"u\","
                + "\"event_type\":\"click\",\"event_value\":null,\"event_data\":null,\"session_id\":null,"
                + "\"timestamp\":null,\"event_id\":null}");

        assertThat(event).isEqualTo(new ParsedEvent("exp", "A", "u", "click", null, null, null, null, null));
    }

    @Test
    void readOne_conversionOfPath_takesValueAndIgnoresBodyExperiment() {
        BodyReading reading = reader.readOne(
                bytes("{\"experiment_id\":\"other\",\"user_id\":\"u\",\"variant_id\":\"A\",\"value\":49.99}"),
                EventShape.conversion("exp"));

        assertThat(events(reading)).singleElement().isInstanceOfSatisfying(ReadEvent.WellFormed.class, read -> {
            assertThat(read.event().experimentId()).isEqualTo("exp");
            assertThat(read.event().eventType()).isEqualTo("conversion");
            assertThat(read.event().value()).isEqualTo(499_900L);
        });
    }

    static Stream<Arguments> malformedEvents() {
        return Stream.of(
                Arguments.of("[]", "an event must be a JSON object"),
                Arguments.of("7", "an event must be a JSON object"),
                Arguments.of("{}", "experiment_id is required"),
                Arguments.of(with("experiment_id", "null"), "experiment_id is required"),
                Arguments.of(with("experiment_id", "7"), "experiment_id must be a string"),
                Arguments.of(with("experiment_id", "[[1]]"), "experiment_id must be a string"),
                Arguments.of(with("variant_id", "\"\""), "variant_id" + NAME),
                Arguments.of(with("variant_id", "\"   \""), "variant_id" + NAME),
                Arguments.of(with("user_id", "\"a\\u0000b\""), "user_id" + NAME),
                Arguments.of(with("user_id", "\"a\\ud800b\""), "user_id" + NAME),
                Arguments.of(with("user_id", '"' + "x".repeat(129) + '"'), "user_id" + NAME),
                Arguments.of(with("event_id", "{}"), "event_id must be a string"),
                Arguments.of(with("session_id", "\"\\n\""), "session_id" + NAME),
                Arguments.of(with("event_type", "\"\""), "event_type" + NAME),
                Arguments.of(with("event_type", "\"rating\""), "event_value is required for a rating"),
                Arguments.of(with("event_value", "\"49.99\""), "event_value must be a number"),
                Arguments.of(with("event_value", "true"), "event_value must be a number"),
                Arguments.of(with("event_value", "0.00001"), "event_value must have at most 4 decimals"),
                Arguments.of(with("event_value", "1e-5"), "event_value must have at most 4 decimals"),
                Arguments.of(
                        with("event_value", "1000000000.0001"),
                        "event_value must lie between -1000000000 and 1000000000"),
                Arguments.of(
                        with("event_value", "-1e999999"), "event_value must lie between -1000000000 and 1000000000"),
                Arguments.of(with("event_data", "\"{}\""), "event_data must be an object"),
                Arguments.of(with("event_data", "[1]"), "event_data must be an object"),
                Arguments.of(
                        with("event_data", "{\"a\":\"" + "x".repeat(8185) + "\"}"),
                        "event_data must be at most 8192 bytes of JSON (it has 8193)"),
                Arguments.of(
                        with("timestamp", "1759674600000"),
                        "timestamp must be an ISO-8601 time with its zone, such as 2025-10-05T14:30:00Z"),
                Arguments.of(
                        with("timestamp", "\"2025-10-05T14:30:00\""),
                        "timestamp must be an ISO-8601 time with its zone, such as 2025-10-05T14:30:00Z"),
                Arguments.of(
                        with("timestamp", "\"2025-02-30T14:30:00Z\""),
                        "timestamp must be an ISO-8601 time with its zone, such as 2025-10-05T14:30:00Z"),
                Arguments.of(
                        with("timestamp", "\"1969-12-31T23:59:59Z\""), "timestamp must lie in the years 1970 to 9999"),
                Arguments.of(
                        with("timestamp", "\"+99999-01-01T00:00:00Z\""),
                        "timestamp must lie in the years 1970 to 9999"),
                Arguments.of(with("user_id", "\"u\",\"user_id\":\"v\""), "user_id is given twice"),
                Arguments.of(with("event_value", "1,\"event_value\":2"), "event_value is given twice"));
    }

    @ParameterizedTest
    @MethodSource("malformedEvents")
    void readOne_malformedEvent_namesTheField(String body, String message) {
        assertThat(events(reader.readOne(bytes(body), EventShape.FULL)))
                .singleElement()
                .isInstanceOfSatisfying(ReadEvent.Malformed.class, read -> assertThat(read.refusal())
                        .isEqualTo(new Refusal(RefusalCode.VALIDATION_ERROR, message)));
    }

    static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                Arguments.of("", "the body is empty (expected: a JSON object)"),
                Arguments.of("  \n", "the body is empty (expected: a JSON object)"),
                Arguments.of("{", "the body is not valid JSON (line 1, column 2)"),
                Arguments.of("{'a':1}", "the body is not valid JSON (line 1, column 2)"),
                Arguments.of("{\"a\":NaN}", "the body is not valid JSON (line 1, column 9)"),
                Arguments.of("{\"a\":01}", "the body is not valid JSON (line 1, column 7)"),
                Arguments.of("{\"a\":1,}", "the body is not valid JSON (line 1, column 8)"),
                Arguments.of("{\"a\":\"\u0001\"}", "the body is not valid JSON (line 1, column 7)"),
                Arguments.of("{} {}", "the body holds more than one JSON value"),
                Arguments.of("[".repeat(1000) + "]".repeat(1000), TOO_DEEP),
                Arguments.of(with("event_data", "{\"a\":".repeat(1000) + "1" + "}".repeat(1000)), TOO_DEEP),
                Arguments.of(with("event_value", "1" + "0".repeat(64)), TOO_DEEP));
    }

    @ParameterizedTest
    @MethodSource("unreadableBodies")
    void readOne_unreadableBody_saysWhere(String body, String message) {
        assertThat(reader.readOne(bytes(body), EventShape.FULL))
                .isEqualTo(new BodyReading.Unreadable(new Refusal(RefusalCode.VALIDATION_ERROR, message)));
    }

    @Test
    void readOne_brokenUtf8_isUnreadable() {
        byte[] body = bytes("{\"user_id\":\"__\"}");
        body[13] = (byte) 0xC3;
        body[14] = 0x28;

        assertThat(reader.readOne(body, EventShape.FULL)).isInstanceOf(BodyReading.Unreadable.class);
    }

    @Test
    void readBatch_oneBadEvent_keepsTheOthersAndTheirPlaces() {
        String good = with("session_id", "\"s\"");
        byte[] body = bytes("{\"events\":[" + good + ", 7 ," + good + "],\"sent\":{\"by\":[1]}}");

        List<ReadEvent> events = events(reader.readBatch(body));

        assertThat(events).hasSize(3);
        assertThat(events.get(0)).isInstanceOf(ReadEvent.WellFormed.class);
        assertThat(events.get(1)).isInstanceOf(ReadEvent.Malformed.class);
        assertThat(new String(
                        body,
                        events.get(2).from(),
                        events.get(2).to() - events.get(2).from(),
                        StandardCharsets.UTF_8))
                .isEqualTo(good);
    }

    @ParameterizedTest
    @MethodSource("badBatches")
    void readBatch_badBody_isUnreadable(String body, String message) {
        assertThat(reader.readBatch(bytes(body)))
                .isEqualTo(new BodyReading.Unreadable(new Refusal(RefusalCode.VALIDATION_ERROR, message)));
    }

    static Stream<Arguments> badBatches() {
        String expected = "events must be an array of 1 to 100 events";
        return Stream.of(
                Arguments.of("[]", "the body must be a JSON object with the field events"),
                Arguments.of("{}", expected),
                Arguments.of("{\"events\":[]}", expected),
                Arguments.of("{\"events\":{}}", expected),
                Arguments.of("{\"events\":[1],\"events\":[1]}", expected),
                Arguments.of("{\"events\":[" + "{},".repeat(100) + "{}]}", expected));
    }

    @Test
    void readStream_lines_areJudgedOneByOne() {
        String good = with("session_id", "\"s\"");
        String body = "\r\n" + good + "\r\n\nnope\n" + good + good + "\n[]\n" + good;

        List<ReadEvent> events = events(reader.readStream(bytes(body)));

        assertThat(events).hasSize(5);
        assertThat(events.get(0)).isInstanceOf(ReadEvent.WellFormed.class);
        assertThat(messageOf(events.get(1))).isEqualTo("the line is not valid JSON (line 1, column 1)");
        assertThat(messageOf(events.get(2))).isEqualTo("the line holds more than one JSON value");
        assertThat(messageOf(events.get(3))).isEqualTo("an event must be a JSON object");
        assertThat(events.get(4)).isInstanceOf(ReadEvent.WellFormed.class);
    }

    @Test
    void readStream_linesWithData_keepEachTheirOwnText() {
        String body = with("event_data", "{\"n\": 1}") + "\n" + with("event_data", "{\"n\":  22}") + "\n";

        assertThat(events(reader.readStream(bytes(body))))
                .extracting(read -> ((ReadEvent.WellFormed) read).event().data())
                .containsExactly("{\"n\": 1}", "{\"n\":  22}");
    }

    @Test
    void readStream_array_isRead() {
        assertThat(events(reader.readStream(bytes(" [" + with("session_id", "\"s\"") + "]"))))
                .singleElement()
                .isInstanceOf(ReadEvent.WellFormed.class);
    }

    @Test
    void readStream_tooManyEvents_isTooLarge() {
        Refusal refusal = new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, "the body holds more than 10000 events");

        assertThat(reader.readStream(bytes("{}\n".repeat(10_001)))).isEqualTo(new BodyReading.Unreadable(refusal));
        assertThat(reader.readStream(bytes("[" + "{},".repeat(10_000) + "{}]")))
                .isEqualTo(new BodyReading.Unreadable(refusal));
        assertThat(events(reader.readStream(bytes("{}\n".repeat(10_000))))).hasSize(10_000);
    }

    @ParameterizedTest
    @MethodSource("unreadableStreams")
    void readStream_nothingReadable_isUnreadable(String body, String message) {
        assertThat(reader.readStream(bytes(body)))
                .isEqualTo(new BodyReading.Unreadable(new Refusal(RefusalCode.VALIDATION_ERROR, message)));
    }

    static Stream<Arguments> unreadableStreams() {
        return Stream.of(
                Arguments.of("", "the body is empty (expected: a JSON array, or a JSON object on each line)"),
                Arguments.of("nope\nnope", "the body is neither a JSON array nor lines of JSON"),
                Arguments.of("[]", "the array holds no event"),
                Arguments.of("[{}", "the body is not valid JSON (line 1, column 4)"),
                Arguments.of("[{}] {}", "the body holds more than one JSON value"));
    }

    private ParsedEvent one(String body) {
        ReadEvent read = events(reader.readOne(bytes(body), EventShape.FULL)).get(0);
        assertThat(read).isInstanceOf(ReadEvent.WellFormed.class);
        return ((ReadEvent.WellFormed) read).event();
    }

    private static List<ReadEvent> events(BodyReading reading) {
        assertThat(reading).isInstanceOf(BodyReading.Events.class);
        return ((BodyReading.Events) reading).events();
    }

    private static String messageOf(ReadEvent read) {
        return ((ReadEvent.Malformed) read).refusal().message();
    }

    /** A good event with one field given, in place of its own if it has it. */
    private static String with(String field, String json) {
        StringBuilder event = new StringBuilder("{");
        for (String other : List.of("experiment_id", "variant_id", "user_id")) {
            event.append(other.equals(field) ? "" : "\"" + other + "\":\"x\",");
        }
        event.append(field.equals("event_type") ? "" : "\"event_type\":\"click\",");
        return event + "\"" + field + "\":" + json + "}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
