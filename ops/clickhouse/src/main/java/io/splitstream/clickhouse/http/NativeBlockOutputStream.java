package io.splitstream.clickhouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/** Compresses into {@link NativeBlocks} with LZ4, the one method every client takes. One thread. */
final class NativeBlockOutputStream extends OutputStream {
    private static final int BLOCK_BYTES = 128 * 1024;

    private final OutputStream out;
    private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
    private final byte[] plain = new byte[BLOCK_BYTES];
    private final byte[] block;
    private int filled;

    NativeBlockOutputStream(OutputStream out) {
        this.out = out;
        this.block = new byte
                [NativeBlocks.CHECKSUM_BYTES + NativeBlocks.HEADER_BYTES + compressor.maxCompressedLength(BLOCK_BYTES)];
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, BLOCK_BYTES - filled);
            System.arraycopy(bytes, offset + done, plain, filled, part);
            filled += part;
            done += part;
            if (filled == BLOCK_BYTES) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        int dataStart = NativeBlocks.CHECKSUM_BYTES + NativeBlocks.HEADER_BYTES;
        int compressed = compressor.compress(plain, 0, filled, block, dataStart);
        int length = NativeBlocks.HEADER_BYTES + compressed;
        ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        header.put(NativeBlocks.CHECKSUM_BYTES, NativeBlocks.LZ4);
        header.putInt(NativeBlocks.CHECKSUM_BYTES + 1, length);
        header.putInt(NativeBlocks.CHECKSUM_BYTES + 5, filled);
        NativeBlocks.putChecksum(block, length);
        out.write(block, 0, NativeBlocks.CHECKSUM_BYTES + length);
        filled = 0;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (filled > 0) {
            writeBlock();
        }
        out.close();
    }
}
