package io.splitstream.edge.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads events from JSON bodies (RFC 8259, UTF-8). Safe for use by several threads.
 *
 * <p>Depth, names and numbers are bounded by the parser itself, so what is too deep or too long costs no more than
 * its bytes. A message tells where a body is broken but never quotes it.
 */
public final class EventReader {
    /** Levels that a body may nest. */
    public static final int MAX_DEPTH = 32;

    /** Events in a batch. */
    public static final int MAX_BATCH = 100;

    /** Events in a stream. */
    public static final int MAX_STREAM = 10_000;

    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 64;

    private final JsonFactory json = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    /** Reads a body that is one event. */
    public BodyReading readOne(byte[] body, EventShape shape) {
        try (JsonParser in = json.createParser(body)) {
            if (in.nextToken() == null) {
                return unreadable("the body is empty (expected: a JSON object)");
            }
            ReadEvent event = readEvent(in, shape, body, 0);
            return in.nextToken() == null
                    ? new BodyReading.Events(List.of(event))
                    : unreadable("the body holds more than one JSON value");
        } catch (IOException e) {
            return unreadable("the body " + reason(e));
        }
    }

    /** Reads a body {@code {"events": [...]}} of at most {@link #MAX_BATCH} events. */
    public BodyReading readBatch(byte[] body) {
        String expected = "events must be an array of 1 to " + MAX_BATCH + " events";
        try (JsonParser in = json.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return unreadable("the body must be a JSON object with the field events");
            }
            List<ReadEvent> events = new ArrayList<>();
            boolean found = false;
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean isEvents = in.currentName().equals("events");
                in.nextToken();
                if (!isEvents) {
                    in.skipChildren();
                    continue;
                }
                if (found || in.currentToken() != JsonToken.START_ARRAY) {
                    return unreadable(expected);
                }
                found = true;
                if (!readElements(in, body, MAX_BATCH, events)) {
                    return unreadable(expected);
                }
            }
            if (in.nextToken() != null) {
                return unreadable("the body holds more than one JSON value");
            }
            return events.isEmpty() ? unreadable(expected) : new BodyReading.Events(events);
        } catch (IOException e) {
            return unreadable("the body " + reason(e));
        }
    }

    /** Reads a body that is a JSON array or lines of JSON, at most {@link #MAX_STREAM} events. */
    public BodyReading readStream(byte[] body) {
        int first = 0;
        while (first < body.length && isSpace(body[first])) {
            first++;
        }
        if (first == body.length) {
            return unreadable("the body is empty (expected: a JSON array, or a JSON object on each line)");
        }
        return body[first] == '[' ? readArray(body) : readLines(body);
    }

    private BodyReading readArray(byte[] body) {
        try (JsonParser in = json.createParser(body)) {
            in.nextToken();
            List<ReadEvent> events = new ArrayList<>();
            if (!readElements(in, body, MAX_STREAM, events)) {
                return tooMany();
            }
            if (in.nextToken() != null) {
                return unreadable("the body holds more than one JSON value");
            }
            return events.isEmpty() ? unreadable("the array holds no event") : new BodyReading.Events(events);
        } catch (IOException e) {
            return unreadable("the body " + reason(e));
        }
    }

    /** A line that is no JSON is that event's fault alone, unless no line is JSON. */
    private BodyReading readLines(byte[] body) {
        List<ReadEvent> events = new ArrayList<>();
        boolean anyJson = false;
        int from = 0;
        while (from < body.length) {
            int to = from;
            boolean blank = true;
            for (; to < body.length && body[to] != '\n'; to++) {
                blank &= isSpace(body[to]);
            }
            if (!blank) {
                if (events.size() == MAX_STREAM) {
                    return tooMany();
                }
                try {
                    events.add(readLine(body, from, to - from));
                    anyJson = true;
                } catch (IOException e) {
                    events.add(malformed("the line " + reason(e), from, to));
                }
            }
            from = to + 1;
        }
        return anyJson
                ? new BodyReading.Events(events)
                : unreadable("the body is neither a JSON array nor lines of JSON");
    }

    private ReadEvent readLine(byte[] body, int from, int length) throws IOException {
        try (JsonParser in = json.createParser(body, from, length)) {
            in.nextToken();
            ReadEvent event = readEvent(in, EventShape.FULL, body, from);
            return in.nextToken() == null
                    ? event
                    : malformed("the line holds more than one JSON value", from, from + length);
        }
    }

    /** Reads an array's elements; false if there are more than {@code most}. The parser stands at the array's start. */
    private static boolean readElements(JsonParser in, byte[] body, int most, List<ReadEvent> events)
            throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == most) {
                return false;
            }
            events.add(readEvent(in, EventShape.FULL, body, 0));
        }
        return true;
    }

    private static ReadEvent readEvent(JsonParser in, EventShape shape, byte[] body, int base) throws IOException {
        int from = base + (int) in.currentTokenLocation().getByteOffset();
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return malformed("an event must be a JSON object", from, base + end(in));
        }
        EventDraft draft = new EventDraft(shape, body, base);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            draft.take(name, in);
        }
        return draft.finish(from, base + end(in));
    }

    private static int end(JsonParser in) {
        return (int) in.currentLocation().getByteOffset();
    }

    private static ReadEvent malformed(String message, int from, int to) {
        return new ReadEvent.Malformed(Refusal.invalid(message), "", from, to);
    }

    private static String reason(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return "nests deeper than " + MAX_DEPTH + " levels, or has a name over " + MAX_NAME + " or a number over "
                    + MAX_NUMBER + " characters";
        }
        if (e instanceof JsonProcessingException syntax && syntax.getLocation() != null) {
            return "is not valid JSON (line " + syntax.getLocation().getLineNr() + ", column "
                    + syntax.getLocation().getColumnNr() + ")";
        }
        // Broken UTF-8 comes without a place.
        return "is not valid JSON in UTF-8";
    }

    private static BodyReading tooMany() {
        return new BodyReading.Unreadable(
                new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, "the body holds more than " + MAX_STREAM + " events"));
    }

    private static BodyReading unreadable(String message) {
        return new BodyReading.Unreadable(Refusal.invalid(message));
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
