package io.splitstream.edge.intake;

import io.splitstream.contracts.event.EventSource;
import io.splitstream.contracts.event.Utf8Slice;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event while it is read and judged; keeps the first thing that is wrong with it. Texts point into
 * the request's body where they can.
 *
 * <p>A field that is null counts as absent, one that the route does not know is skipped, one that comes twice is
 * refused. Mutable and reused for event after event; for one thread.
 */
final class EventFields implements EventSource {
    static final int MAX_TEXT = 128;
    static final int MAX_DATA_BYTES = 8192;

    private final Utf8Slice eventId = new Utf8Slice();
    private final Utf8Slice workspaceId = new Utf8Slice();
    private final Utf8Slice experimentId = new Utf8Slice();
    private final Utf8Slice variantId = new Utf8Slice();
    private final Utf8Slice userId = new Utf8Slice();
    private final Utf8Slice eventType = new Utf8Slice();
    private final Utf8Slice data = new Utf8Slice();
    private final Utf8Slice sessionId = new Utf8Slice();
    private final Utf8Slice source = new Utf8Slice();
    private final Utf8Slice userAgentClass = new Utf8Slice();
    private final Utf8Slice address = new Utf8Slice();
    private EventShape shape = EventShape.FULL;
    private final EnumSet<EventField> seen = EnumSet.noneOf(EventField.class);
    private @Nullable String problem;
    private boolean valued;
    private long value;
    private boolean timed;
    private long timestamp;
    private boolean timestampReplaced;
    private long receivedAt;

    /** Takes over what the events of a request have in common. */
    void begin(EventOrigin origin) {
        workspaceId.set(origin.workspaceId());
        source.set(origin.source());
        userAgentClass.set(origin.userAgentClass());
        address.set(origin.address());
        receivedAt = origin.receivedAt();
    }

    /** Forgets the event before. */
    void next(EventShape nextShape) {
        shape = nextShape;
        seen.clear();
        problem = null;
        eventId.clear();
        experimentId.set(nextShape.experimentId());
        variantId.clear();
        userId.clear();
        eventType.set(nextShape.eventType());
        valued = false;
        data.clear();
        sessionId.clear();
        timed = false;
        timestampReplaced = false;
    }

    /** Takes a member of the event's object; the scanner stands at its value, and behind it afterwards. */
    void take(EventField field, JsonScanner in, byte[] body, int depth) throws JsonFault {
        boolean given = (field == EventField.EXPERIMENT_ID && shape.experimentId() != null)
                || (field == EventField.EVENT_TYPE && shape.eventType() != null)
                || (field.isValue() && !field.named(shape.valueField()));
        if (field == EventField.OTHER || given) {
            in.skip(depth);
            return;
        }
        JsonScanner.Kind kind = in.kind();
        boolean first = seen.add(field);
        if (!first) {
            refuse(field.text() + " is given twice");
        }
        if (!first || kind == JsonScanner.Kind.NULL) {
            in.skip(depth);
            return;
        }
        switch (field) {
            case EVENT_ID -> takeText(field, kind, eventId, in, body, depth);
            case EXPERIMENT_ID -> takeText(field, kind, experimentId, in, body, depth);
            case VARIANT_ID -> takeText(field, kind, variantId, in, body, depth);
            case USER_ID -> takeText(field, kind, userId, in, body, depth);
            case EVENT_TYPE -> takeText(field, kind, eventType, in, body, depth);
            case SESSION_ID -> takeText(field, kind, sessionId, in, body, depth);
            case TIMESTAMP -> takeTimestamp(kind, in, body, depth);
            case EVENT_DATA -> takeData(kind, in, body, depth);
            case EVENT_VALUE, VALUE -> takeValue(kind, in, body, depth);
            case OTHER -> in.skip(depth);
        }
    }

    /** What is wrong with the event, once all its fields were taken; null if nothing is. */
    @Nullable
    String finish() {
        require(experimentId, "experiment_id");
        require(variantId, "variant_id");
        require(userId, "user_id");
        require(eventType, "event_type");
        if (problem == null && !valued && EventTypes.needsValue(eventType)) {
            refuse(shape.valueField() + " is required for a rating");
        }
        return problem;
    }

    /** Settles when the event happened. */
    void settle(long at, boolean replaced) {
        timestamp = at;
        timestampReplaced = replaced;
    }

    /** Whether the client says when it happened. */
    boolean isTimed() {
        return timed;
    }

    private void require(Utf8Slice text, String field) {
        if (!text.isPresent()) {
            refuse(field + " is required");
        }
    }

    private void takeText(
            EventField field, JsonScanner.Kind kind, Utf8Slice text, JsonScanner in, byte[] body, int depth)
            throws JsonFault {
        if (kind != JsonScanner.Kind.STRING) {
            refuse(field.text() + " must be a string");
            in.skip(depth);
            return;
        }
        in.string();
        int from = in.textFrom();
        int length = in.textTo() - from;
        if (!in.isEscaped() && !in.isOdd()) {
            if (length <= MAX_TEXT && !isBlank(body, from, length)) {
                text.set(body, from, length);
                return;
            }
        } else {
            // At most six bytes make one character.
            String plain = length > 6 * MAX_TEXT ? "" : JsonText.unescape(body, from, from + length);
            if (JsonText.isName(plain, MAX_TEXT)) {
                text.set(plain);
                return;
            }
        }
        refuse(field.text() + " must have 1 to " + MAX_TEXT
                + " characters, not all blank, none of them a control character");
    }

    private static boolean isBlank(byte[] body, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (body[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    private void takeValue(JsonScanner.Kind kind, JsonScanner in, byte[] body, int depth) throws JsonFault {
        String field = shape.valueField();
        if (kind != JsonScanner.Kind.NUMBER) {
            refuse(field + " must be a number");
            in.skip(depth);
            return;
        }
        in.number();
        long parsed = TenThousandths.parse(body, in.textFrom(), in.textTo() - in.textFrom());
        if (parsed == TenThousandths.TOO_PRECISE) {
            refuse(field + " must have at most 4 decimals");
        } else if (parsed == TenThousandths.TOO_LARGE) {
            refuse(field + " must lie between -1000000000 and 1000000000");
        } else {
            valued = true;
            value = parsed;
        }
    }

    private void takeTimestamp(JsonScanner.Kind kind, JsonScanner in, byte[] body, int depth) throws JsonFault {
        long millis = IsoInstant.NONE;
        if (kind == JsonScanner.Kind.STRING) {
            in.string();
            millis = IsoInstant.parse(body, in.textFrom(), in.textTo());
        } else {
            in.skip(depth);
        }
        if (millis == IsoInstant.NONE) {
            refuse("timestamp must be an ISO-8601 time with its zone, such as 2025-10-05T14:30:00Z");
        } else if (millis == IsoInstant.OUT_OF_RANGE) {
            refuse("timestamp must lie in the years 1970 to 9999");
        } else {
            timed = true;
            timestamp = millis;
        }
    }

    private void takeData(JsonScanner.Kind kind, JsonScanner in, byte[] body, int depth) throws JsonFault {
        int from = in.position();
        in.skip(depth);
        int length = in.position() - from;
        if (kind != JsonScanner.Kind.OBJECT) {
            refuse("event_data must be an object");
        } else if (length > MAX_DATA_BYTES) {
            refuse("event_data must be at most " + MAX_DATA_BYTES + " bytes of JSON (it has " + length + ")");
        } else {
            data.set(body, from, length);
        }
    }

    private void refuse(String message) {
        if (problem == null) {
            problem = message;
        }
    }

    @Override
    public Utf8Slice eventId() {
        return eventId;
    }

    @Override
    public Utf8Slice workspaceId() {
        return workspaceId;
    }

    @Override
    public Utf8Slice experimentId() {
        return experimentId;
    }

    @Override
    public Utf8Slice variantId() {
        return variantId;
    }

    @Override
    public Utf8Slice userId() {
        return userId;
    }

    @Override
    public Utf8Slice eventType() {
        return eventType;
    }

    @Override
    public boolean hasValue() {
        return valued;
    }

    @Override
    public long value() {
        return value;
    }

    @Override
    public Utf8Slice data() {
        return data;
    }

    @Override
    public Utf8Slice sessionId() {
        return sessionId;
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public boolean timestampReplaced() {
        return timestampReplaced;
    }

    @Override
    public long receivedAt() {
        return receivedAt;
    }

    @Override
    public Utf8Slice source() {
        return source;
    }

    @Override
    public Utf8Slice userAgentClass() {
        return userAgentClass;
    }

    @Override
    public Utf8Slice address() {
        return address;
    }
}
