package io.splitstream.jobs.connector;

import io.splitstream.contracts.event.Utf8Slice;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in ClickHouse's format RowBinary: the columns' values one after the other, little-endian, nothing between.
 * Grows as needed; whoever fills it bounds it by {@link #size()}. One thread.
 */
public final class RowBuffer {
    private byte[] bytes = new byte[4096];
    private int size;

    /** Bytes written. */
    public int size() {
        return size;
    }

    /** What was written so far, to be read while nothing more is written. */
    public InputStream read() {
        return new ByteArrayInputStream(bytes, 0, size);
    }

    /** An integer of {@code width} bytes, 1 to 8; signed and unsigned types alike. */
    public RowBuffer integer(long value, int width) {
        reserve(width);
        for (int i = 0; i < width; i++) {
            bytes[size++] = (byte) (value >>> (i * Byte.SIZE));
        }
        return this;
    }

    /** An integer of {@code width} bytes, however wide. */
    public RowBuffer integer(BigInteger value, int width) {
        byte[] bigEndian = value.toByteArray();
        boolean unsignedTop = bigEndian.length == width + 1 && bigEndian[0] == 0;
        if (bigEndian.length > width && !unsignedTop) {
            throw new ArithmeticException(value + " does not fit " + width + " bytes");
        }
        reserve(width);
        byte sign = (byte) (value.signum() < 0 ? -1 : 0);
        for (int i = 0; i < width; i++) {
            int from = bigEndian.length - 1 - i;
            bytes[size++] = from >= 0 ? bigEndian[from] : sign;
        }
        return this;
    }

    /** A flag. */
    public RowBuffer flag(boolean value) {
        return integer(value ? 1 : 0, 1);
    }

    /** A time of type {@code DateTime64(3)}: milliseconds since the epoch. */
    public RowBuffer time(long millis) {
        return integer(millis, Long.BYTES);
    }

    /** A text. */
    public RowBuffer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return text(utf8, 0, utf8.length);
    }

    /** A text; an empty one if there is none. */
    public RowBuffer text(Utf8Slice text) {
        return text(text.array(), text.from(), text.length());
    }

    private RowBuffer text(byte[] utf8, int from, int count) {
        length(count);
        reserve(count);
        System.arraycopy(utf8, from, bytes, size, count);
        size += count;
        return this;
    }

    /** A text of a nullable column. */
    public RowBuffer nullableText(@Nullable String text) {
        flag(text == null);
        return text == null ? this : text(text);
    }

    /** A text of a nullable column. */
    public RowBuffer nullableText(Utf8Slice text) {
        flag(!text.isPresent());
        return text.isPresent() ? text(text) : this;
    }

    /** Eight bytes of a nullable column, where it has a value. */
    public RowBuffer nullableLong(boolean present, long value) {
        flag(!present);
        return present ? integer(value, Long.BYTES) : this;
    }

    /** Eight bytes of a nullable column. */
    public RowBuffer nullableLong(@Nullable Long value) {
        flag(value == null);
        return value == null ? this : integer(value, Long.BYTES);
    }

    /** The number of elements of the array that follows. */
    public RowBuffer length(int elements) {
        reserve(5);
        int rest = elements;
        while ((rest & ~0x7F) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), Math.multiplyExact(bytes.length, 2)));
        }
    }
}
