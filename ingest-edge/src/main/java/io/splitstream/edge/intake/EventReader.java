package io.splitstream.edge.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from JSON bodies (RFC 8259, UTF-8), each once and without an object for it: every event that is well
 * formed goes to the {@link EventTaker} at once. For one thread.
 *
 * <p>Depth, names and numbers are bounded, so what is too deep or too long costs no more than its bytes. A message tells
 * where a body is broken but never quotes it.
 */
final class EventReader {
    /** Events in a batch. */
    static final int MAX_BATCH = 100;
    /** Events in a stream. */
    static final int MAX_STREAM = 10_000;

    private static final String BATCH_EXPECTED = "events must be an array of 1 to " + MAX_BATCH + " events";
    private static final byte[] EVENTS = {'e', 'v', 'e', 'n', 't', 's'};

    private final JsonScanner in = new JsonScanner();
    private final EventField.Finder finder = new EventField.Finder();
    private final EventFields fields;
    private final EventTaker taker;
    private byte[] body = {};
    private int end;
    private int events;
    private List<Rejection> refused = List.of();

    /** Decides on a well-formed event. */
    @FunctionalInterface
    interface EventTaker {
        /** Takes the event that the reader's fields hold; why not, or null if it was taken. */
        @Nullable
        Refusal take(int index);
    }

    EventReader(EventFields fields, EventTaker taker) {
        this.fields = fields;
        this.taker = taker;
    }

    /** Reads a body of a form. */
    Intake read(BodyForm form, byte[] bytes, int length) {
        body = bytes;
        end = length;
        events = 0;
        refused = List.of();
        in.start(bytes, hasByteOrderMark(bytes, length) ? 3 : 0, length);
        try {
            return switch (form.kind()) {
                case ONE -> readOne(form.shape());
                case BATCH -> readBatch();
                case STREAM -> readStream();
                case SESSION -> throw new IllegalArgumentException("interactions are no events of experiments");
            };
        } catch (JsonFault e) {
            return unreadable("the body " + reason(e, 0));
        }
    }

    private static boolean hasByteOrderMark(byte[] bytes, int length) {
        return length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private Intake readOne(EventShape shape) throws JsonFault {
        if (!in.hasMore()) {
            return unreadable("the body is empty (expected: a JSON object)");
        }
        readEvent(shape, 0);
        return in.hasMore() ? unreadable("the body holds more than one JSON value") : judged();
    }

    /** A body {@code {"events": [...]}}. */
    private Intake readBatch() throws JsonFault {
        if (!in.hasMore() || in.kind() != JsonScanner.Kind.OBJECT) {
            return unreadable("the body must be a JSON object with the field events");
        }
        in.expect('{');
        boolean found = false;
        for (boolean more = !in.takes('}'); more; more = !endsAfter('}')) {
            in.name();
            if (!isEvents()) {
                in.skip(1);
                continue;
            }
            if (found || in.kind() != JsonScanner.Kind.ARRAY || !readElements(MAX_BATCH, 1)) {
                return unreadable(BATCH_EXPECTED);
            }
            found = true;
        }
        if (in.hasMore()) {
            return unreadable("the body holds more than one JSON value");
        }
        return events == 0 ? unreadable(BATCH_EXPECTED) : judged();
    }

    private boolean isEvents() {
        return Arrays.equals(EVENTS, 0, EVENTS.length, body, in.textFrom(), in.textTo());
    }

    /** A JSON array, or a JSON object on each line. */
    private Intake readStream() throws JsonFault {
        if (!in.hasMore()) {
            return unreadable("the body is empty (expected: a JSON array, or a JSON object on each line)");
        }
        if (body[in.position()] != '[') {
            return readLines(in.position());
        }
        if (!readElements(MAX_STREAM, 0)) {
            return tooMany();
        }
        if (in.hasMore()) {
            return unreadable("the body holds more than one JSON value");
        }
        return events == 0 ? unreadable("the array holds no event") : judged();
    }

    /** A line that is no JSON is that event's fault alone, unless no line is JSON. */
    private Intake readLines(int begin) {
        boolean anyJson = false;
        for (int from = begin; from < end; ) {
            in.startLine(body, from, end);
            if (!in.hasMore()) {
                from = in.position() + 1;
                continue;
            }
            if (events == MAX_STREAM) {
                return tooMany();
            }
            int first = in.position();
            String problem;
            try {
                problem = scan(EventShape.FULL, 0);
                anyJson = true;
                if (in.hasMore()) {
                    problem = "the line holds more than one JSON value";
                }
            } catch (JsonFault e) {
                problem = "the line " + reason(e, first);
            }
            int to = in.position();
            while (to < end && body[to] != '\n') {
                to++;
            }
            decide(problem, first, to);
            from = to + 1;
        }
        return anyJson ? judged() : unreadable("the body is neither a JSON array nor lines of JSON");
    }

    /** Reads an array's elements; false if there are more than {@code most}. */
    private boolean readElements(int most, int depth) throws JsonFault {
        in.expect('[');
        for (boolean more = !in.takes(']'); more; more = !endsAfter(']')) {
            if (events == most) {
                return false;
            }
            readEvent(EventShape.FULL, depth + 1);
        }
        return true;
    }

    /** Whether a container ends here, and not with a comma. */
    private boolean endsAfter(char closing) throws JsonFault {
        if (in.takes(',')) {
            return false;
        }
        in.expect(closing);
        return true;
    }

    private void readEvent(EventShape shape, int depth) throws JsonFault {
        in.hasMore();
        int from = in.position();
        String problem = scan(shape, depth);
        decide(problem, from, in.position());
    }

    /** Reads an event into the fields; what is wrong with it, or null. */
    private @Nullable String scan(EventShape shape, int depth) throws JsonFault {
        fields.next(shape);
        if (in.kind() != JsonScanner.Kind.OBJECT) {
            in.skip(depth);
            return "an event must be a JSON object";
        }
        if (depth == JsonScanner.MAX_DEPTH) {
            throw new JsonFault(in.position(), true);
        }
        in.expect('{');
        for (boolean more = !in.takes('}'); more; more = !endsAfter('}')) {
            in.name();
            fields.take(field(), in, body, depth + 1);
        }
        return fields.finish();
    }

    /** The member whose name was taken last; a name may be written with escapes. */
    private EventField field() {
        if (!in.isEscaped()) {
            return finder.find(body, in.textFrom(), in.textTo());
        }
        byte[] plain = JsonText.unescape(body, in.textFrom(), in.textTo()).getBytes(StandardCharsets.UTF_8);
        return finder.find(plain, 0, plain.length);
    }

    private void decide(@Nullable String problem, int from, int to) {
        Refusal refusal = problem == null ? taker.take(events) : Refusal.invalid(problem);
        if (refusal != null) {
            if (refused.isEmpty()) {
                refused = new ArrayList<>();
            }
            refused.add(new Rejection(events, refusal, fields.experimentId().toString(), problem == null, from, to));
        }
        events++;
    }

    private Intake judged() {
        return new Intake.Judged(events, refused);
    }

    private String reason(JsonFault fault, int from) {
        if (fault.isLimit()) {
            return "nests deeper than " + JsonScanner.MAX_DEPTH + " levels, or has a name over " + JsonScanner.MAX_NAME
                    + " or a number over " + JsonScanner.MAX_NUMBER + " characters";
        }
        int line = 1;
        int lineFrom = from;
        for (int i = from; i < fault.offset(); i++) {
            if (body[i] == '\n') {
                line++;
                lineFrom = i + 1;
            }
        }
        return "is not valid JSON in UTF-8 (line " + line + ", column " + (fault.offset() - lineFrom + 1) + ")";
    }

    private static Intake tooMany() {
        return new Intake.Unreadable(
                new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, "the body holds more than " + MAX_STREAM + " events"));
    }

    private static Intake unreadable(String message) {
        return new Intake.Unreadable(Refusal.invalid(message));
    }
}
