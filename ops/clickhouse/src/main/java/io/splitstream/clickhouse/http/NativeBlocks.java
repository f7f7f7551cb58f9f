package io.splitstream.clickhouse.http;

import com.clickhouse.data.ClickHouseCityHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The blocks of ClickHouse's own compression, which {@code compress=1} and {@code decompress=1} ask for. Little endian.
 *
 * <pre>
 *   0               16       17                 21                 25
 *   +---------------+--------+------------------+------------------+------------------+
 *   | CityHash128 of| method | bytes from 16 on | bytes when       | compressed bytes |
 *   | all from 16 on| 82, 90,| (method, sizes,  | decompressed     |                  |
 *   |               | or 02  |  data)           |                  |                  |
 *   +---------------+--------+------------------+------------------+------------------+
 * </pre>
 */
final class NativeBlocks {
    static final int CHECKSUM_BYTES = 16;
    static final int HEADER_BYTES = 9;
    static final byte LZ4 = (byte) 0x82;
    static final byte ZSTD = (byte) 0x90;
    static final byte PLAIN = 0x02;

    /** The largest block taken, either way: clients send 64 KiB to 1 MiB. */
    static final int MAX_BLOCK_BYTES = 8 << 20;

    private NativeBlocks() {}

    /** Writes the checksum of {@code length} bytes from {@link #CHECKSUM_BYTES} on before them. */
    static void putChecksum(byte[] block, int length) {
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(checksum(block, length));
    }

    /** Whether the checksum is that of the {@code length} bytes behind it. */
    static boolean isIntact(byte[] block, int length) {
        ByteBuffer written = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        long[] computed = checksum(block, length);
        return written.getLong(0) == computed[0] && written.getLong(8) == computed[1];
    }

    @SuppressWarnings("deprecation") // the client's own; deprecated there only because it is not meant for users
    private static long[] checksum(byte[] block, int length) {
        return ClickHouseCityHash.cityHash128(block, CHECKSUM_BYTES, length);
    }
}
