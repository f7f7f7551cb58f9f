package io.splitstream.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.splitstream.contracts.event.Utf8Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EventReaderTest {
    private static final String TOO_DEEP =
            "the body nests deeper than 32 levels, or has a name over 256 or a number over 64 characters";
    private static final String NAME =
            " must have 1 to 128 characters, not all blank, none of them a control character";

    private final List<Parsed> taken = new ArrayList<>();
    private final EventFields fields = new EventFields();
    private final EventReader reader = new EventReader(fields, index -> {
        taken.add(Parsed.of(fields));
        return null;
    });

    /** The fields of an event that was taken. */
    private record Parsed(
            String experimentId,
            String variantId,
            String userId,
            String eventType,
            @Nullable Long value,
            @Nullable String data,
            @Nullable String sessionId,
            @Nullable Long timestamp,
            @Nullable String eventId) {
        static Parsed of(EventFields fields) {
            return new Parsed(
                    fields.experimentId().toString(),
                    fields.variantId().toString(),
                    fields.userId().toString(),
                    fields.eventType().toString(),
                    fields.hasValue() ? fields.value() : null,
                    text(fields.data()),
                    text(fields.sessionId()),
                    fields.isTimed() ? fields.timestamp() : null,
                    text(fields.eventId()));
        }

        private static @Nullable String text(Utf8Slice slice) {
            return slice.isPresent() ? slice.toString() : null;
        }
    }

    @Test
    void readOne_everyField_isRead() {
        String body = """
            {"experiment_id":"exp","variant_id":"A","user_id":"käthe","event_type":"rating","event_value":-4.5e0,
             "event_data":{"wine": "ü", "n": [1, {"x": null}]},"session_id":"s","event_id":"e-1",
             "timestamp":"2025-10-05T16:30:00.250+02:00","more":{"ignored":[true]}}
            """;

        assertThat(one(body))
                .isEqualTo(new Parsed(
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
        Parsed event = one("{\"experiment_id\":\"exp\",\"variant_id\":\"A\",\"user_id\":\"u\","
                + "\"event_type\":\"click\",\"event_value\":null,\"event_data\":null,\"session_id\":null,"
                + "\"timestamp\":null,\"event_id\":null}");

        assertThat(event).isEqualTo(new Parsed("exp", "A", "u", "click", null, null, null, null, null));
    }

    @Test
    void readOne_conversionOfPath_takesValueAndIgnoresBodyExperiment() {
        judged(
                BodyForm.one(EventShape.conversion("exp")),
                "{\"experiment_id\":\"other\",\"user_id\":\"u\",\"variant_id\":\"A\",\"value\":49.99}");

        assertThat(taken).containsExactly(new Parsed("exp", "A", "u", "conversion", 499_900L, null, null, null, null));
    }

    @Test
    void readOne_escapedTexts_areReadInTheirPlainForm() {
        Parsed event = one("{\"experiment\\u005fid\":\"exp\",\"variant_id\":\"\\u0041\",\"user_id\":\"k\\u00e4the"
                + "\\ud83d\\ude00\",\"event_type\":\"cl\\u0069ck\"}");

        assertThat(event).isEqualTo(new Parsed("exp", "A", "käthe😀", "click", null, null, null, null, null));
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
        assertThat(judged(BodyForm.EVENT, body).refused())
                .extracting(Rejection::refusal)
                .containsExactly(new Refusal(RefusalCode.VALIDATION_ERROR, message));
        assertThat(taken).isEmpty();
    }

    static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                Arguments.of("", "the body is empty (expected: a JSON object)"),
                Arguments.of("  \n", "the body is empty (expected: a JSON object)"),
                Arguments.of("{", "the body is not valid JSON in UTF-8 (line 1, column 2)"),
                Arguments.of("{'a':1}", "the body is not valid JSON in UTF-8 (line 1, column 2)"),
                Arguments.of("{\"a\":NaN}", "the body is not valid JSON in UTF-8 (line 1, column 6)"),
                Arguments.of("{\"a\":01}", "the body is not valid JSON in UTF-8 (line 1, column 7)"),
                Arguments.of("{\"a\":1,}", "the body is not valid JSON in UTF-8 (line 1, column 8)"),
                Arguments.of("{\"a\":\"\u0001\"}", "the body is not valid JSON in UTF-8 (line 1, column 7)"),
                Arguments.of("{} {}", "the body holds more than one JSON value"),
                Arguments.of("[".repeat(1000) + "]".repeat(1000), TOO_DEEP),
                Arguments.of(with("event_data", "{\"a\":".repeat(1000) + "1" + "}".repeat(1000)), TOO_DEEP),
                Arguments.of(with("event_value", "1" + "0".repeat(64)), TOO_DEEP));
    }

    @ParameterizedTest
    @MethodSource("unreadableBodies")
    void readOne_unreadableBody_saysWhere(String body, String message) {
        assertThat(read(BodyForm.EVENT, bytes(body)))
                .isEqualTo(new Intake.Unreadable(new Refusal(RefusalCode.VALIDATION_ERROR, message)));
    }

    @Test
    void readOne_brokenUtf8_isUnreadable() {
        byte[] body = bytes("{\"user_id\":\"__\"}");
        body[13] = (byte) 0xC3;
        body[14] = 0x28;

        assertThat(read(BodyForm.EVENT, body)).isInstanceOf(Intake.Unreadable.class);
    }

    @Test
    void readBatch_oneBadEvent_keepsTheOthersAndTheirPlaces() {
        String good = with("session_id", "\"s\"");
        byte[] body = bytes("{\"events\":[" + good + ", 7 ," + good + "],\"sent\":{\"by\":[1]}}");

        Intake.Judged judged = (Intake.Judged) read(BodyForm.BATCH, body);

        assertThat(judged.events()).isEqualTo(3);
        assertThat(taken).hasSize(2);
        assertThat(judged.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.index()).isEqualTo(1);
            assertThat(new String(body, refused.from(), refused.to() - refused.from(), StandardCharsets.UTF_8))
                    .isEqualTo("7");
        });
    }

    @ParameterizedTest
    @MethodSource("badBatches")
    void readBatch_badBody_isUnreadable(String body, String message) {
        assertThat(read(BodyForm.BATCH, bytes(body)))
                .isEqualTo(new Intake.Unreadable(new Refusal(RefusalCode.VALIDATION_ERROR, message)));
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

        Intake.Judged judged = judged(BodyForm.STREAM, body);

        assertThat(judged.events()).isEqualTo(5);
        assertThat(judged.refused())
                .extracting(Rejection::index, refused -> refused.refusal().message())
                .containsExactly(
                        tuple(1, "the line is not valid JSON in UTF-8 (line 1, column 2)"),
                        tuple(2, "the line holds more than one JSON value"),
                        tuple(3, "an event must be a JSON object"));
        assertThat(taken).hasSize(2);
    }

    @Test
    void readStream_eventOverTwoLines_isTwoBrokenLines() {
        String good = with("session_id", "\"s\"");
        Intake.Judged judged = judged(BodyForm.STREAM, good + "\n" + good.replace(",", ",\n"));

        assertThat(taken).hasSize(1);
        assertThat(judged.refused()).hasSize(judged.events() - 1).isNotEmpty();
    }

    @Test
    void readStream_linesWithData_keepEachTheirOwnText() {
        judged(BodyForm.STREAM, with("event_data", "{\"n\": 1}") + "\n" + with("event_data", "{\"n\":  22}") + "\n");

        assertThat(taken).extracting(Parsed::data).containsExactly("{\"n\": 1}", "{\"n\":  22}");
    }

    @Test
    void readStream_array_isRead() {
        judged(BodyForm.STREAM, " [" + with("session_id", "\"s\"") + "]");

        assertThat(taken).hasSize(1);
    }

    @Test
    void readStream_tooManyEvents_isTooLarge() {
        Refusal refusal = new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, "the body holds more than 10000 events");
        assertThat(read(BodyForm.STREAM, bytes("{}\n".repeat(10_001)))).isEqualTo(new Intake.Unreadable(refusal));
        assertThat(read(BodyForm.STREAM, bytes("[" + "{},".repeat(10_000) + "{}]")))
                .isEqualTo(new Intake.Unreadable(refusal));
        assertThat(judged(BodyForm.STREAM, "{}\n".repeat(10_000)).events()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @MethodSource("unreadableStreams")
    void readStream_nothingReadable_isUnreadable(String body, String message) {
        assertThat(read(BodyForm.STREAM, bytes(body)))
                .isEqualTo(new Intake.Unreadable(new Refusal(RefusalCode.VALIDATION_ERROR, message)));
    }

    static Stream<Arguments> unreadableStreams() {
        return Stream.of(
                Arguments.of("", "the body is empty (expected: a JSON array, or a JSON object on each line)"),
                Arguments.of("nope\nnope", "the body is neither a JSON array nor lines of JSON"),
                Arguments.of("[]", "the array holds no event"),
                Arguments.of("[{}", "the body is not valid JSON in UTF-8 (line 1, column 4)"),
                Arguments.of("[{}] {}", "the body holds more than one JSON value"));
    }

    private Parsed one(String body) {
        assertThat(judged(BodyForm.EVENT, body).refused()).isEmpty();
        return taken.get(0);
    }

    private Intake.Judged judged(BodyForm form, String body) {
        Intake intake = read(form, bytes(body));
        assertThat(intake).isInstanceOf(Intake.Judged.class);
        return (Intake.Judged) intake;
    }

    /** Reads the bytes from the middle of a larger array's beginning: what lies behind a body is not its own. */
    private Intake read(BodyForm form, byte[] body) {
        byte[] larger = Arrays.copyOf(body, body.length + 20);
        Arrays.fill(larger, body.length, larger.length, (byte) '}');
        taken.clear();
        return reader.read(form, larger, body.length);
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
