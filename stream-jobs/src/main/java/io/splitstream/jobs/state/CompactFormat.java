package io.splitstream.jobs.state;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Numbers and texts in few bytes.
 *
 * <p>Numbers: seven bits a byte, least significant first, the top bit of a byte saying that more follow; signed
 * ones are zigzag-coded. Texts: their UTF-8 length as a number, then the bytes.
 */
public final class CompactFormat {
    /** Bytes of an int at the most. */
    private static final int LONGEST_INT = 5;

    private CompactFormat() {}

    /** Writes a number of which small magnitudes are likely. */
    public static void writeLong(DataOutputView out, long value) throws IOException {
        long rest = zigzag(value);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** Reads what {@link #writeLong} wrote. */
    public static long readLong(DataInputView in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.readByte();
            rest |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    /** Reads what {@link #writeLong} wrote of an int. */
    public static int readInt(DataInputView in) throws IOException {
        return Math.toIntExact(readLong(in));
    }

    /** Writes a text. */
    public static void writeText(DataOutputView out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #writeText} wrote. */
    public static String readText(DataInputView in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** Reads a text of which there are few, each many times: a single copy is kept of it. */
    public static String readName(DataInputView in) throws IOException {
        return readText(in).intern();
    }

    /** Writes bytes with their length; all at once, for each write to a checkpoint, of which there are millions, costs. */
    public static void writeBytes(DataOutputView out, byte[] bytes) throws IOException {
        byte[] framed = new byte[LONGEST_INT + bytes.length];
        int size = 0;
        long rest = zigzag(bytes.length);
        while (rest > 0x7F) {
            framed[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        framed[size++] = (byte) rest;
        System.arraycopy(bytes, 0, framed, size, bytes.length);
        out.write(framed, 0, size + bytes.length);
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> (Long.SIZE - 1));
    }

    /** Reads what {@link #writeBytes} wrote. */
    public static byte[] readBytes(DataInputView in) throws IOException {
        byte[] bytes = new byte[readInt(in)];
        in.readFully(bytes);
        return bytes;
    }

    /** Writes an integer of any size. */
    public static void writeInteger(DataOutputView out, BigInteger value) throws IOException {
        writeBytes(out, value.toByteArray());
    }

    /** Reads what {@link #writeInteger} wrote. */
    public static BigInteger readInteger(DataInputView in) throws IOException {
        return new BigInteger(readBytes(in));
    }

    /** Writes integers with their number. */
    public static void writeIntegers(DataOutputView out, List<BigInteger> values) throws IOException {
        writeLong(out, values.size());
        for (BigInteger value : values) {
            writeInteger(out, value);
        }
    }

    /** Reads what {@link #writeIntegers} wrote. */
    public static List<BigInteger> readIntegers(DataInputView in) throws IOException {
        BigInteger[] values = new BigInteger[readInt(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = readInteger(in);
        }
        return List.of(values);
    }
}
