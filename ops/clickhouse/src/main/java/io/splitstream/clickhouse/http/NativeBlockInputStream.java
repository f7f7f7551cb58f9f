package io.splitstream.clickhouse.http;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Reads what was compressed into {@link NativeBlocks}, by any of their methods. One thread. */
final class NativeBlockInputStream extends InputStream {
    private static final int DATA_START = NativeBlocks.CHECKSUM_BYTES + NativeBlocks.HEADER_BYTES;

    private final InputStream in;
    private final LZ4SafeDecompressor decompressor =
            LZ4Factory.fastestInstance().safeDecompressor();
    private byte[] plain = new byte[0];
    private int position;
    private int limit;

    NativeBlockInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == limit) {
            if (!readBlock()) {
                return -1;
            }
        }
        int part = Math.min(length, limit - position);
        System.arraycopy(plain, position, bytes, offset, part);
        position += part;
        return part;
    }

    private boolean readBlock() throws IOException {
        byte[] head = in.readNBytes(DATA_START);
        if (head.length == 0) {
            return false;
        }
        if (head.length < DATA_START) {
            throw new CodingException("A compressed block is cut off in its header");
        }
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        byte method = head[NativeBlocks.CHECKSUM_BYTES];
        int length = header.getInt(NativeBlocks.CHECKSUM_BYTES + 1);
        int plainLength = header.getInt(NativeBlocks.CHECKSUM_BYTES + 5);
        if (length < NativeBlocks.HEADER_BYTES
                || length > NativeBlocks.MAX_BLOCK_BYTES
                || plainLength < 0
                || plainLength > NativeBlocks.MAX_BLOCK_BYTES) {
            throw new CodingException("A compressed block of " + length + " bytes, " + plainLength
                    + " decompressed (expected: at most " + NativeBlocks.MAX_BLOCK_BYTES
                    + "); is the body compressed at all, as decompress=1 says?");
        }
        byte[] block = new byte[NativeBlocks.CHECKSUM_BYTES + length];
        System.arraycopy(head, 0, block, 0, DATA_START);
        int data = length - NativeBlocks.HEADER_BYTES;
        if (in.readNBytes(block, DATA_START, data) < data) {
            throw new CodingException("A compressed block is cut off");
        }
        if (!NativeBlocks.isIntact(block, length)) {
            throw new CodingException("A compressed block's checksum does not match its bytes");
        }
        decompress(method, block, data, plainLength);
        return true;
    }

    private void decompress(byte method, byte[] block, int data, int plainLength) throws IOException {
        if (plain.length < plainLength) {
            plain = new byte[plainLength];
        }
        long made;
        try {
            switch (method) {
                case NativeBlocks.LZ4 -> made = decompressor.decompress(block, DATA_START, data, plain, 0, plainLength);
                case NativeBlocks.ZSTD ->
                    made = Zstd.decompressByteArray(plain, 0, plainLength, block, DATA_START, data);
                case NativeBlocks.PLAIN -> {
                    made = Math.min(data, plainLength);
                    System.arraycopy(block, DATA_START, plain, 0, (int) made);
                }
                default ->
                    throw new CodingException("A compressed block's method is " + (method & 0xff)
                            + " (expected: 130 for LZ4, 144 for ZSTD, 2 for none)");
            }
        } catch (LZ4Exception | ZstdException e) {
            throw new CodingException("A compressed block does not decompress: " + e.getMessage());
        }
        if (made != plainLength) {
            throw new CodingException("A compressed block holds " + made + " bytes (expected: " + plainLength + ")");
        }
        position = 0;
        limit = plainLength;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
