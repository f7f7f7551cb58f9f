package io.splitstream.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentCodingTest {
    @Test
    void accepted_amongMany_isTheBestOfOurs() {
        assertThat(ContentCoding.accepted("gzip, deflate, br")).contains(ContentCoding.GZIP);
        assertThat(ContentCoding.accepted("gzip, ZSTD;q=0.5")).contains(ContentCoding.ZSTD);
        assertThat(ContentCoding.accepted("lz4")).contains(ContentCoding.LZ4);
        assertThat(ContentCoding.accepted("br, identity")).isEmpty();
        assertThat(ContentCoding.accepted("gzip;q=0")).isEmpty();
        assertThat(ContentCoding.accepted("native_blocks")).isEmpty();
    }

    @Test
    void named_inAnyCase_isFound() {
        assertThat(ContentCoding.named("GZip")).contains(ContentCoding.GZIP);
        assertThat(ContentCoding.named("native_blocks")).isEmpty();
    }
}
