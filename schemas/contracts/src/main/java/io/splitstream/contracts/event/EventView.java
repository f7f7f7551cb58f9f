package io.splitstream.contracts.event;

/**
 * Reads events from bytes, without an object between: what it reads is what {@link EventCodec} reads of the same bytes, but
 * texts are slices of the bytes, whatever these are. Good until the next {@link #read}: one instance per thread.
 */
public final class EventView implements EventSource {
    private static final byte[] NO_BYTES = {};

    private final Utf8Slice eventId = new Utf8Slice();
    private final Utf8Slice workspaceId = new Utf8Slice();
    private final Utf8Slice experimentId = new Utf8Slice();
    private final Utf8Slice variantId = new Utf8Slice();
    private final Utf8Slice userId = new Utf8Slice();
    private final Utf8Slice eventType = new Utf8Slice();
    private boolean hasValue;
    private long value;
    private final Utf8Slice data = new Utf8Slice();
    private final Utf8Slice sessionId = new Utf8Slice();
    private long timestamp;
    private boolean timestampReplaced;
    private long receivedAt;
    private final Utf8Slice source = new Utf8Slice();
    private final Utf8Slice userAgentClass = new Utf8Slice();
    private final Utf8Slice address = new Utf8Slice();

    private byte[] bytes = NO_BYTES;
    private int at;

    /** A view of an event's own bytes. */
    public static EventView of(ExperimentEvent event) {
        EventView view = new EventView();
        view.read(new EventCodec().encode(event));
        return view;
    }

    /**
     * Looks at a record, which is not to be changed from then on.
     *
     * @return whether it is an event, as far as its header says; otherwise nothing was read
     * @throws MalformedRecordException if its header says so and the rest is none
     */
    public boolean read(byte[] record) {
        if (!EventCodec.isEvent(record)) {
            return false;
        }
        bytes = record;
        at = EventCodec.HEADER_BYTES;
        readText(eventId);
        readText(workspaceId);
        readText(experimentId);
        readText(variantId);
        readText(userId);
        readText(eventType);
        hasValue = readBranch();
        value = hasValue ? readLong() : 0;
        readOptional(data);
        readOptional(sessionId);
        timestamp = readLong();
        timestampReplaced = readByte() == 1;
        receivedAt = readLong();
        readText(source);
        readText(userAgentClass);
        readText(address);
        return true;
    }

    private void readOptional(Utf8Slice text) {
        if (readBranch()) {
            readText(text);
        } else {
            text.clear();
        }
    }

    private void readText(Utf8Slice text) {
        long length = readLong();
        if (length < 0 || length > bytes.length - at) {
            throw malformed("a text of " + length + " bytes");
        }
        text.set(bytes, at, (int) length);
        at += (int) length;
    }

    /** A union's index: null first. */
    private boolean readBranch() {
        long index = readLong();
        if (index != 0 && index != 1) {
            throw malformed("a branch " + index);
        }
        return index == 1;
    }

    /** Avro's long: zigzag, then seven bits a byte, the lowest first. */
    private long readLong() {
        long read = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = readByte();
            read |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (read >>> 1) ^ -(read & 1);
            }
        }
        throw malformed("a number of more than 64 bits");
    }

    private byte readByte() {
        if (at == bytes.length) {
            throw malformed("an end");
        }
        return bytes[at++];
    }

    private MalformedRecordException malformed(String what) {
        return new MalformedRecordException(
                bytes.length + " bytes are no event: " + what + " before offset " + at, null);
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
        return hasValue;
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
