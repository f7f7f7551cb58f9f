package io.splitstream.edge.intake;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/** Unpredictable bits, drawn in blocks: the generator costs a microsecond a call, however little is asked of it. */
final class RandomBits implements LongSupplier {
    private static final int BLOCK_BYTES = 4096;

    private final SecureRandom random = new SecureRandom();
    private final byte[] block = new byte[BLOCK_BYTES];
    private final ByteBuffer left = ByteBuffer.wrap(block).limit(0);

    /** 64 bits that nobody was given before. For one thread. */
    @Override
    public long getAsLong() {
        if (!left.hasRemaining()) {
            random.nextBytes(block);
            left.clear();
        }
        return left.getLong();
    }
}
