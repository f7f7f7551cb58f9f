package io.splitstream.contracts.event;

/**
 * Writes events from bytes to bytes, without an object between: what it writes is what {@link EventCodec} writes of the
 * same event. Stateless but for where the user is found in what it wrote last: one instance per thread.
 */
public final class EventEncoder {
    private static final int LONGEST_NUMBER = 10;
    /** Header, ten-byte numbers, length prefixes of at most five bytes, branch indexes, a flag. */
    private static final int OVERHEAD = 10 + 3 * LONGEST_NUMBER + 11 * 5 + 3 + 1;

    private final byte[] header = EventCodec.eventHeader();
    private int userFrom;

    /** Bytes that an event takes at most. */
    public int mostBytes(EventSource event) {
        return OVERHEAD
                + event.eventId().length()
                + event.workspaceId().length()
                + event.experimentId().length()
                + event.variantId().length()
                + event.userId().length()
                + event.eventType().length()
                + event.data().length()
                + event.sessionId().length()
                + event.source().length()
                + event.userAgentClass().length()
                + event.address().length();
    }

    /**
     * Writes an event.
     *
     * @param out has room for {@link #mostBytes} from {@code from} on
     * @return offset behind the last byte
     */
    public int encode(EventSource event, byte[] out, int from) {
        System.arraycopy(header, 0, out, from, header.length);
        int at = from + header.length;
        at = writeText(event.eventId(), out, at);
        at = writeText(event.workspaceId(), out, at);
        at = writeText(event.experimentId(), out, at);
        at = writeText(event.variantId(), out, at);
        at = writeText(event.userId(), out, at);
        userFrom = at - event.userId().length();
        at = writeText(event.eventType(), out, at);
        out[at++] = branch(event.hasValue());
        if (event.hasValue()) {
            at = writeLong(event.value(), out, at);
        }
        at = writeOptional(event.data(), out, at);
        at = writeOptional(event.sessionId(), out, at);
        at = writeLong(event.timestamp(), out, at);
        out[at++] = (byte) (event.timestampReplaced() ? 1 : 0);
        at = writeLong(event.receivedAt(), out, at);
        at = writeText(event.source(), out, at);
        at = writeText(event.userAgentClass(), out, at);
        return writeText(event.address(), out, at);
    }

    /** Offset, in what was written last, of the user's bytes: the record's key. */
    public int userFrom() {
        return userFrom;
    }

    /** A union's index, zigzag: 0 for null, 1 for what is there. */
    private static byte branch(boolean present) {
        return (byte) (present ? 2 : 0);
    }

    private static int writeOptional(Utf8Slice text, byte[] out, int from) {
        out[from] = branch(text.isPresent());
        return text.isPresent() ? writeText(text, out, from + 1) : from + 1;
    }

    private static int writeText(Utf8Slice text, byte[] out, int from) {
        int length = text.length();
        int at = writeLong(length, out, from);
        System.arraycopy(text.array(), text.from(), out, at, length);
        return at + length;
    }

    /** Avro's long: zigzag, then seven bits a byte, the lowest first. */
    private static int writeLong(long value, byte[] out, int from) {
        long left = (value << 1) ^ (value >> 63);
        int at = from;
        while ((left & ~0x7FL) != 0) {
            out[at++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        out[at++] = (byte) left;
        return at;
    }
}
