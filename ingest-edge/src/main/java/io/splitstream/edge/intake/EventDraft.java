package io.splitstream.edge.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.splitstream.contracts.event.EventLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event while they are read; keeps the first thing that is wrong.
 *
 * <p>A field that is null counts as absent, one that the route does not know is skipped, one that comes twice is
 * refused.
 */
final class EventDraft {
    static final int MAX_TEXT = EventLimits.MOST_ID_LENGTH;
    static final int MAX_DATA_BYTES = 8192;
    private static final int MAX_TIMESTAMP_TEXT = 40;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final EventShape shape;
    private final byte[] body;
    private final int base;

    private int seen;
    private @Nullable String problem;
    private @Nullable String experimentId;
    private @Nullable String variantId;
    private @Nullable String userId;
    private @Nullable String eventType;
    private @Nullable Long value;
    private @Nullable String data;
    private @Nullable String sessionId;
    private @Nullable Long timestamp;
    private @Nullable String eventId;

    /**
     * @param base offset in {@code body} of the first byte that the parser was given
     */
    EventDraft(EventShape shape, byte[] body, int base) {
        this.shape = shape;
        this.body = body;
        this.base = base;
        this.experimentId = shape.experimentId();
        this.eventType = shape.eventType();
    }

    /** Takes a field; the parser stands at its value, and at that value's end afterwards. */
    void take(String name, JsonParser in) throws IOException {
        switch (name) {
            case "event_id" -> eventId = once(name, 0) ? text(name, in) : skip(in);
            case "experiment_id" -> {
                if (shape.experimentId() != null) {
                    in.skipChildren();
                } else {
                    experimentId = once(name, 1) ? text(name, in) : skip(in);
                }
            }
            case "variant_id" -> variantId = once(name, 2) ? text(name, in) : skip(in);
            case "user_id" -> userId = once(name, 3) ? text(name, in) : skip(in);
            case "event_type" -> {
                if (shape.eventType() != null) {
                    in.skipChildren();
                } else {
                    eventType = once(name, 4) ? text(name, in) : skip(in);
                }
            }
            case "session_id" -> sessionId = once(name, 5) ? text(name, in) : skip(in);
            case "timestamp" -> takeTimestamp(name, in);
            case "event_data" -> takeData(name, in);
            default -> {
                if (name.equals(shape.valueField())) {
                    takeValue(name, in);
                } else {
                    in.skipChildren();
                }
            }
        }
    }

    /** The event, once all its fields were taken; it is the body's bytes {@code from} to {@code to}. */
    ReadEvent finish(int from, int to) {
        String experiment = required(experimentId, "experiment_id");
        String variant = required(variantId, "variant_id");
        String user = required(userId, "user_id");
        String type = required(eventType, "event_type");
        if (type.equals(EventTypes.RATING) && value == null) {
            refuse(shape.valueField() + " is required for a rating");
        }
        if (problem != null) {
            return new ReadEvent.Malformed(Refusal.invalid(problem), experiment, from, to);
        }
        return new ReadEvent.WellFormed(
                new ParsedEvent(experiment, variant, user, type, value, data, sessionId, timestamp, eventId), from, to);
    }

    private String required(@Nullable String text, String field) {
        if (text == null) {
            refuse(field + " is required");
            return "";
        }
        return text;
    }

    private boolean once(String field, int bit) {
        boolean first = (seen & (1 << bit)) == 0;
        seen |= 1 << bit;
        if (!first) {
            refuse(field + " is given twice");
        }
        return first;
    }

    private static @Nullable String skip(JsonParser in) throws IOException {
        in.skipChildren();
        return null;
    }

    private @Nullable String text(String field, JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            refuse(field + " must be a string");
            in.skipChildren();
            return null;
        }
        String text = in.getText();
        if (!isName(text)) {
            refuse(field + " must have 1 to " + MAX_TEXT
                    + " characters, not all blank, none of them a control character");
            return null;
        }
        return text;
    }

    private void takeValue(String field, JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (!once(field, 6) || token == JsonToken.VALUE_NULL) {
            in.skipChildren();
            return;
        }
        if (!token.isNumeric()) {
            refuse(field + " must be a number");
            in.skipChildren();
            return;
        }
        long parsed = TenThousandths.parse(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
        if (parsed == TenThousandths.TOO_PRECISE) {
            refuse(field + " must have at most 4 decimals");
        } else if (parsed == TenThousandths.TOO_LARGE) {
            refuse(field + " must lie between -1000000000 and 1000000000");
        } else {
            value = parsed;
        }
    }

    private void takeTimestamp(String field, JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (!once(field, 7) || token == JsonToken.VALUE_NULL) {
            in.skipChildren();
            return;
        }
        Instant instant = token == JsonToken.VALUE_STRING ? instant(in.getText()) : null;
        if (instant == null) {
            refuse(field + " must be an ISO-8601 time with its zone, such as 2025-10-05T14:30:00Z");
            in.skipChildren();
        } else if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
            refuse(field + " must lie in the years 1970 to 9999");
        } else {
            timestamp = instant.toEpochMilli();
        }
    }

    private static @Nullable Instant instant(String text) {
        if (text.length() > MAX_TIMESTAMP_TEXT) {
            return null;
        }
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private void takeData(String field, JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (!once(field, 8) || token == JsonToken.VALUE_NULL) {
            in.skipChildren();
            return;
        }
        long from = in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        if (token != JsonToken.START_OBJECT) {
            refuse(field + " must be an object");
            return;
        }
        long bytes = in.currentLocation().getByteOffset() - from;
        if (bytes > MAX_DATA_BYTES) {
            refuse(field + " must be at most " + MAX_DATA_BYTES + " bytes of JSON (it has " + bytes + ")");
            return;
        }
        data = new String(body, (int) (base + from), (int) bytes, StandardCharsets.UTF_8);
    }

    private void refuse(String message) {
        if (problem == null) {
            problem = message;
        }
    }

    /** Whether a text can name something: bounded, visible, and the same in every encoding. */
    static boolean isName(String text) {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
