package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.record.BufferPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentCodingTest {
    private static final int MOST = 1 << 20;

    private final BufferPool buffers = new BufferPool(8 << 20);

    @ParameterizedTest
    @EnumSource(ContentCoding.class)
    void decode_anySize_givesTheBodyBack(ContentCoding coding) throws IOException {
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 16_384, 16_385, 65_536, 65_537, 500_000, MOST}) {
            byte[] body = new byte[size];
            random.nextBytes(body);

            ContentCoding.Decoded decoded = decode(coding, encode(coding, body), MOST);

            assertThat(decoded).isInstanceOfSatisfying(ContentCoding.Decoded.Plain.class, plain -> assertThat(
                            Arrays.copyOf(plain.body(), plain.length()))
                    .isEqualTo(body));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentCoding.class,
            names = {"GZIP", "ZSTD"})
    void decode_bomb_isRefused(ContentCoding coding) throws IOException {
        byte[] bomb = encode(coding, new byte[64 << 20]);
        byte[] small = encode(coding, new byte[2 << 20]);

        assertThat(decode(coding, bomb, 4 << 20)).isInstanceOf(ContentCoding.Decoded.Refused.class);
        assertThat(decode(coding, small, 4 << 20))
                .isEqualTo(refused(RefusalCode.PAYLOAD_TOO_LARGE, "the body expands more than 100 times"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentCoding.class,
            names = {"GZIP", "ZSTD"})
    void decode_oneByteTooMany_isRefused(ContentCoding coding) throws IOException {
        byte[] body = new byte[MOST + 1];
        new Random(1).nextBytes(body);

        assertThat(decode(coding, encode(coding, body), MOST))
                .isEqualTo(refused(
                        RefusalCode.PAYLOAD_TOO_LARGE, "the body has more than 1048576 bytes once decompressed"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentCoding.class,
            names = {"GZIP", "ZSTD"})
    void decode_otherBytesOrATornEnd_isRefused(ContentCoding coding) throws IOException {
        byte[] whole = encode(coding, "{\"events\":[]}".repeat(50).getBytes(StandardCharsets.UTF_8));
        byte[] torn = Arrays.copyOf(whole, whole.length - 5);
        Object refusal = refused(
                RefusalCode.VALIDATION_ERROR,
                "the body is not what Content-Encoding: " + (coding == ContentCoding.GZIP ? "gzip" : "zstd") + " says");

        assertThat(decode(coding, "{}".getBytes(StandardCharsets.UTF_8), MOST)).isEqualTo(refusal);
        assertThat(decode(coding, torn, MOST)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, gzip", "deflate", "*"})
    void of_otherCodings_isEmpty(String header) {
        assertThat(ContentCoding.of(header)).isEmpty();
    }

    @Test
    void of_header_isReadInAnyCase() {
        assertThat(ContentCoding.of(null)).contains(ContentCoding.IDENTITY);
        assertThat(ContentCoding.of(" GZip ")).contains(ContentCoding.GZIP);
        assertThat(ContentCoding.of("zstd")).contains(ContentCoding.ZSTD);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentCoding.class,
            names = {"GZIP", "ZSTD"})
    void decode_bomb_costsLittleTimeAndMemory(ContentCoding coding) throws IOException {
        byte[] bomb = encode(coding, new byte[64 << 20]);
        for (int warmUp = 0; warmUp < 200; warmUp++) {
            decode(coding, bomb, 4 << 20);
        }
        com.sun.management.ThreadMXBean thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long nanos = thread.getCurrentThreadCpuTime();

        decode(coding, bomb, 4 << 20);

        assertThat(thread.getCurrentThreadCpuTime() - nanos)
                .as("nanoseconds of CPU")
                .isLessThan(10_000_000);
        assertThat(thread.getCurrentThreadAllocatedBytes() - bytes)
                .as("bytes of heap")
                .isLessThan(1 << 20);
    }

    private ContentCoding.Decoded decode(ContentCoding coding, byte[] body, int most) {
        return coding.decode(body, body.length, most, buffers);
    }

    private static ContentCoding.Decoded.Refused refused(RefusalCode code, String message) {
        return new ContentCoding.Decoded.Refused(new Refusal(code, message));
    }

    private static byte[] encode(ContentCoding coding, byte[] body) throws IOException {
        if (coding == ContentCoding.IDENTITY) {
            return body;
        }
        if (coding == ContentCoding.ZSTD) {
            return Zstd.compress(body);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }
}
