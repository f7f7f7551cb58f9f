package io.splitstream.edge.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.splitstream.contracts.event.InteractionType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one interaction while they are read; keeps the first thing that is wrong.
 *
 * <p>A field that is null counts as absent, one that is not known is skipped, one that comes twice is refused. The
 * methods that take a field find the parser at its value, and leave it at that value's end.
 */
final class InteractionDraft {
    private static final int MAX_TARGET = 512;
    private static final int MAX_URL = 2048;
    private static final String TYPES =
            "type must be one of click, error, navigation, scroll, input, mutation, task_start, task_end";

    private final byte[] body;
    private final Set<String> seen = new HashSet<>();
    private @Nullable String problem;
    private @Nullable String type;
    private @Nullable String target;
    private @Nullable String url;
    private @Nullable String eventId;
    private @Nullable String data;
    private @Nullable Long timestamp;

    InteractionDraft(byte[] body) {
        this.body = body;
    }

    /** What the fields of a well-formed interaction say. */
    record Fields(
            InteractionType type,
            @Nullable String target,
            @Nullable String url,
            @Nullable String data,
            long timestamp,
            @Nullable String eventId) {}

    /** Takes a field. */
    void take(String name, JsonParser in) throws IOException {
        boolean first = seen.add(name);
        switch (name) {
            case "type" -> type = text(name, EventFields.MAX_TEXT, in);
            case "target" -> target = text(name, MAX_TARGET, in);
            case "url" -> url = text(name, MAX_URL, in);
            case "event_id" -> eventId = text(name, EventFields.MAX_TEXT, in);
            case "timestamp" -> takeTimestamp(in);
            case "data" -> takeData(in);
            default -> {
                in.skipChildren();
                return;
            }
        }
        if (!first) {
            refuse(name + " is given twice");
        }
    }

    /** The fields, once all were taken; empty if something is wrong with them. */
    Optional<Fields> finish() {
        Optional<InteractionType> known = type == null ? Optional.empty() : InteractionType.of(type);
        if (known.isEmpty()) {
            refuse(TYPES);
        }
        Long at = timestamp;
        if (at == null) {
            refuse("timestamp is required");
        }
        return problem != null || at == null
                ? Optional.empty()
                : Optional.of(new Fields(known.orElseThrow(), target, url, data, at, eventId));
    }

    /** The first thing that is wrong; empty if nothing is. */
    String problem() {
        return problem == null ? "" : problem;
    }

    private @Nullable String text(String field, int longest, JsonParser in) throws IOException {
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
        if (!JsonText.isName(text, longest)) {
            refuse(field + " must have 1 to " + longest
                    + " characters, not all blank, none of them a control character");
            return null;
        }
        return text;
    }

    private void takeTimestamp(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        long millis = IsoInstant.NONE;
        if (token == JsonToken.VALUE_STRING) {
            byte[] text = in.getText().getBytes(StandardCharsets.UTF_8);
            millis = IsoInstant.parse(text, 0, text.length);
        } else {
            in.skipChildren();
        }
        if (millis == IsoInstant.NONE) {
            refuse("timestamp must be an ISO-8601 time with its zone, such as 2025-10-05T14:30:00Z");
        } else if (millis == IsoInstant.OUT_OF_RANGE) {
            refuse("timestamp must lie in the years 1970 to 9999");
        } else {
            timestamp = millis;
        }
    }

    private void takeData(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        int from = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        int length = (int) in.currentLocation().getByteOffset() - from;
        if (token != JsonToken.START_OBJECT) {
            refuse("data must be an object");
        } else if (length > EventFields.MAX_DATA_BYTES) {
            refuse("data must be at most " + EventFields.MAX_DATA_BYTES + " bytes of JSON (it has " + length + ")");
        } else {
            data = new String(body, from, length, StandardCharsets.UTF_8);
        }
    }

    private void refuse(String message) {
        if (problem == null) {
            problem = message;
        }
    }
}
