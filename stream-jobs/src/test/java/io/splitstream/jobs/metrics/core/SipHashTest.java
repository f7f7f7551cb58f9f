package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
    /** Appendix A of the SipHash paper: key 00 01 .. 0f, message 00 01 .. 0e. */
    @Test
    void words_ofThePapersExample_giveThePapersHash() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)
                .word(0x0706050403020100L)
                .word(0x0f0e0d0c0b0a0908L);

        assertThat(hash.finish()).isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void texts_splitElsewhere_hashOtherwise() {
        assertThat(hashOf("ab", "c")).isNotEqualTo(hashOf("a", "bc"));
        assertThat(hashOf("abc", "")).isNotEqualTo(hashOf("", "abc"));
        assertThat(hashOf("abcd", "e")).isNotEqualTo(hashOf("abcde", ""));
    }

    @Test
    void key_other_hashesOtherwise() {
        assertThat(new SipHash(1, 2).text("a").finish())
                .isNotEqualTo(new SipHash(1, 3).text("a").finish());
    }

    private static long hashOf(String left, String right) {
        return new SipHash(1, 2).text(left).text(right).finish();
    }
}
