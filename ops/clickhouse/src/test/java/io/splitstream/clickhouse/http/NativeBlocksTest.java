package io.splitstream.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NativeBlocksTest {
    private static byte[] compressed(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encoder = new NativeBlockOutputStream(out)) {
            encoder.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] plain(byte[] compressed) throws IOException {
        try (NativeBlockInputStream in = new NativeBlockInputStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] block(byte method, byte[] data, int plainLength) {
        int length = NativeBlocks.HEADER_BYTES + data.length;
        byte[] block = new byte[NativeBlocks.CHECKSUM_BYTES + length];
        ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(NativeBlocks.CHECKSUM_BYTES, method);
        bytes.putInt(NativeBlocks.CHECKSUM_BYTES + 1, length);
        bytes.putInt(NativeBlocks.CHECKSUM_BYTES + 5, plainLength);
        bytes.put(NativeBlocks.CHECKSUM_BYTES + NativeBlocks.HEADER_BYTES, data);
        NativeBlocks.putChecksum(block, length);
        return block;
    }

    @Property(tries = 50)
    void bytes_compressedAndBack_areTheSame(@ForAll @IntRange(max = 400_000) int length, @ForAll long seed)
            throws IOException {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        Arrays.fill(bytes, 0, length / 2, (byte) 7);

        assertThat(plain(compressed(bytes))).isEqualTo(bytes);
    }

    @Test
    void block_ofZstdOrPlain_isRead() throws IOException {
        byte[] bytes = "some text, some text, some text".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(plain(block(NativeBlocks.ZSTD, Zstd.compress(bytes), bytes.length)))
                .isEqualTo(bytes);
        assertThat(plain(block(NativeBlocks.PLAIN, bytes, bytes.length))).isEqualTo(bytes);
    }

    @Test
    void block_damaged_isRefused() throws IOException {
        byte[] bytes = compressed(new byte[1_000]);
        for (int i : new int[] {0, 20, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> plain(damaged)).isInstanceOf(CodingException.class);
        }
        assertThatThrownBy(() -> plain(Arrays.copyOf(bytes, bytes.length - 1))).isInstanceOf(CodingException.class);
        assertThatThrownBy(() -> plain(Arrays.copyOf(bytes, 10))).isInstanceOf(CodingException.class);
    }

    @Test
    void block_lyingAboutItself_isRefused() {
        assertThatThrownBy(() -> plain(block((byte) 0x55, new byte[10], 10))).hasMessageContaining("method");
        assertThatThrownBy(() -> plain(block(NativeBlocks.PLAIN, new byte[10], 20)))
                .hasMessageContaining("holds");
        assertThatThrownBy(() -> plain(block(NativeBlocks.LZ4, new byte[10], 1 << 30)))
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> plain(block(NativeBlocks.ZSTD, new byte[10], 10)))
                .isInstanceOf(CodingException.class);
    }
}
