package io.splitstream.jobs.metrics.core;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of a sequence of texts.
 *
 * <p>A text is absorbed as its UTF-16 units, four to a word, closed by a word that holds the last zero to three
 * units and, in its top 16 bits, the text's length; so no two sequences of texts shorter than 65,536 units absorb
 * the same words. One use, one thread.
 */
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    SipHash(long key0, long key1) {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    SipHash text(String text) {
        long word = 0;
        int shift = 0;
        for (int i = 0; i < text.length(); i++) {
            word |= (long) text.charAt(i) << shift;
            shift += 16;
            if (shift == 64) {
                word(word);
                word = 0;
                shift = 0;
            }
        }
        return word(word | (long) text.length() << 48);
    }

    SipHash word(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
        return this;
    }

    long finish() {
        v2 ^= 0xff;
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
