package io.splitstream.edge.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment: a header, then a frame for each request. Numbers are big-endian.
 *
 * <pre>
 *  segment-00000000000000000007.journal
 *
 *   0                   8                  16
 *  +-------------------+------------------+---------+---------+- - -
 *  | "SPLJRNL" version | segment's number | frame   | frame   |
 *  +-------------------+------------------+---------+---------+- - -
 *
 *  frame   0          4          8                    8 + length
 *         +----------+----------+--------------------+
 *         | length   | CRC-32C  | records            |
 *         +----------+----------+--------------------+
 *                     of segment's number, frame's offset, length, records
 *
 *  record  0             2               6               6 + keyLength
 *         +-------------+---------------+---------------+- - - - - - -+
 *         | keyLength   | valueLength   | key           | value       |
 *         +-------------+---------------+---------------+- - - - - - -+
 * </pre>
 *
 * <p>A frame is whole or it is not there: what a crash or a full disk cut short fails its checksum. The segment's number
 * and the offset are part of the checksum, so that no bytes left over from elsewhere pass for a frame.
 */
final class SegmentLayout {
    static final int HEADER_BYTES = 16;
    static final int FRAME_HEADER_BYTES = 8;
    static final int RECORD_HEADER_BYTES = 6;
    /** The largest frame: the records of the largest request, 4 MiB of body, fit several times. */
    static final int MAX_FRAME_BYTES = 64 << 20;

    /** "SPLJRNL", and the version in the last byte. */
    private static final long MAGIC = 0x53504C4A524E4C01L;

    private static final Pattern NAME = Pattern.compile("segment-(\\d{20})\\.journal");

    private SegmentLayout() {}

    static Path file(Path directory, long number) {
        return directory.resolve(String.format("segment-%020d.journal", number));
    }

    /** The number of a segment's file; empty if it is none. */
    static OptionalLong number(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    static ByteBuffer header(long number) {
        return ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putLong(number).flip();
    }

    static boolean isHeader(ByteBuffer bytes, long number) {
        return bytes.remaining() >= HEADER_BYTES
                && bytes.getLong(bytes.position()) == MAGIC
                && bytes.getLong(bytes.position() + 8) == number;
    }

    /** Whether these are the first bytes of a segment as some other version of this layout has them. */
    static boolean isHeaderOfOtherVersion(ByteBuffer bytes, long number) {
        return bytes.remaining() >= HEADER_BYTES
                && bytes.getLong(bytes.position()) != MAGIC
                && bytes.getLong(bytes.position()) >>> Byte.SIZE == MAGIC >>> Byte.SIZE
                && bytes.getLong(bytes.position() + 8) == number;
    }

    /**
     * How many bytes behind the buffer's first the next whole frame begins; empty if there is none.
     *
     * @param offset of the buffer's first byte in the segment
     */
    static OptionalInt nextFrame(long number, long offset, ByteBuffer bytes) {
        for (int at = 1; at < bytes.limit() - FRAME_HEADER_BYTES; at++) {
            int length = bytes.getInt(at);
            if (length > 0 && length <= bytes.limit() - at - FRAME_HEADER_BYTES) {
                ByteBuffer records = bytes.slice(at + FRAME_HEADER_BYTES, length);
                // The checksum tells; taken of whatever looks like a length it would take hours.
                if (areRecords(records) && checksum(number, offset + at, records) == bytes.getInt(at + 4)) {
                    return OptionalInt.of(at);
                }
            }
        }
        return OptionalInt.empty();
    }

    private static boolean areRecords(ByteBuffer bytes) {
        int at = 0;
        while (at <= bytes.limit() - RECORD_HEADER_BYTES) {
            int value = bytes.getInt(at + 2);
            if (value < 0 || value > bytes.limit()) {
                return false;
            }
            at += RECORD_HEADER_BYTES + Short.toUnsignedInt(bytes.getShort(at)) + value;
        }
        return at == bytes.limit();
    }

    /** The checksum of the frame whose records are the buffer's remaining bytes. */
    static int checksum(long number, long offset, ByteBuffer records) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(20)
                .putLong(number)
                .putLong(offset)
                .putInt(records.remaining())
                .flip());
        crc.update(records.duplicate());
        return (int) crc.getValue();
    }
}
