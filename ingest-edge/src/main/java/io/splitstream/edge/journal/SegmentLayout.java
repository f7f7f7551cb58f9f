package io.splitstream.edge.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
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
