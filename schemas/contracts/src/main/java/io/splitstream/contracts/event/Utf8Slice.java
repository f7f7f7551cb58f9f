package io.splitstream.contracts.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as UTF-8 bytes within an array, or no text. Points into the array, does not copy it.
 *
 * <p>Mutable and reused, so that a text costs no object; equal to every slice of the same bytes. One that serves as a
 * key must be a {@linkplain #copy copy} that nobody changes. For one thread.
 */
public final class Utf8Slice {
    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int from;
    private int length = -1;

    /** No text. */
    public Utf8Slice() {}

    /** A slice of a text's own bytes. */
    public static Utf8Slice of(String text) {
        Utf8Slice slice = new Utf8Slice();
        slice.set(text);
        return slice;
    }

    /** Points to some bytes. */
    public void set(byte[] array, int offset, int count) {
        bytes = array;
        from = offset;
        length = count;
    }

    /** Points to a text's bytes, or to none. */
    public void set(@Nullable String text) {
        if (text == null) {
            clear();
        } else {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            set(encoded, 0, encoded.length);
        }
    }

    /** Points to what another points to. */
    public void set(Utf8Slice other) {
        set(other.bytes, other.from, other.length);
    }

    /** Becomes no text. */
    public void clear() {
        set(NONE, 0, -1);
    }

    /** Whether there is a text, be it empty. */
    public boolean isPresent() {
        return length >= 0;
    }

    /** The array that it points into. */
    public byte[] array() {
        return bytes;
    }

    /** Offset in the array of the first byte. */
    public int from() {
        return from;
    }

    /** Number of bytes; 0 if there is no text. */
    public int length() {
        return Math.max(0, length);
    }

    /** A slice of bytes of its own. */
    public Utf8Slice copy() {
        Utf8Slice copy = new Utf8Slice();
        if (isPresent()) {
            copy.set(Arrays.copyOfRange(bytes, from, from + length), 0, length);
        }
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Utf8Slice that
                && length == that.length
                && Arrays.equals(bytes, from, from + length(), that.bytes, that.from, that.from + length());
    }

    @Override
    public int hashCode() {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** The text; empty if there is none. */
    @Override
    public String toString() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }
}
