package io.splitstream.edge.kafka;

import java.util.Arrays;

/**
 * Arrays of exact lengths to be used again. Kafka's client wants an array for a key and one for a value, and has copied
 * both into its own buffer when {@code send} returns. For one thread.
 *
 * <p>Bounded: one array for each length up to a kilobyte.
 */
final class ExactArrays {
    private static final int LONGEST = 1024;

    private static final byte[] NONE = {};

    private final byte[][] byLength = new byte[LONGEST + 1][];

    ExactArrays() {
        Arrays.fill(byLength, NONE);
    }

    /** A copy of some bytes, good until the next copy of that length. */
    byte[] copy(byte[] from, int offset, int length) {
        if (length > LONGEST) {
            return Arrays.copyOfRange(from, offset, offset + length);
        }
        byte[] known = byLength[length];
        if (known.length != length) {
            known = new byte[length];
            byLength[length] = known;
        }
        System.arraycopy(from, offset, known, 0, length);
        return known;
    }
}
