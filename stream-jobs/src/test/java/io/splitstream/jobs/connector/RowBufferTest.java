package io.splitstream.jobs.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.contracts.event.Utf8Slice;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RowBufferTest {
    private final RowBuffer rows = new RowBuffer();

    @Test
    void integer_isLittleEndianInTwosComplement() throws IOException {
        rows.integer(258, 2).integer(-2, 4);

        assertThat(hex()).isEqualTo("0201" + "feffffff");
    }

    @Test
    void integer_wide_isExtendedBySign() throws IOException {
        rows.integer(BigInteger.valueOf(-2), 16).integer(BigInteger.ONE.shiftLeft(127), 16);

        assertThat(hex()).isEqualTo("fe" + "ff".repeat(15) + "00".repeat(15) + "80");
    }

    @Test
    void integer_tooWide_isRefused() {
        assertThatThrownBy(() -> rows.integer(BigInteger.ONE.shiftLeft(128), 16))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("does not fit 16 bytes");
    }

    @Test
    void text_isItsUtf8LengthAndBytes() throws IOException {
        rows.text("ł").text("").nullableText((String) null).nullableText("a").nullableLong(null);

        assertThat(hex()).isEqualTo("02c582" + "00" + "01" + "000161" + "01");
    }

    @Test
    void text_ofBytes_isWhatTheTextItselfGives() throws IOException {
        rows.text(Utf8Slice.of("ł")).text(new Utf8Slice()).nullableText(new Utf8Slice());
        rows.nullableText(Utf8Slice.of("a")).nullableLong(false, 7).nullableLong(true, 1);

        assertThat(hex()).isEqualTo("02c582" + "00" + "01" + "000161" + "01" + "000100000000000000");
    }

    @Test
    void text_long_growsTheBuffer() throws IOException {
        rows.text("x".repeat(300_000));

        assertThat(rows.size()).isEqualTo(300_003);
        assertThat(hex()).startsWith("e0a712" + "78");
    }

    private String hex() throws IOException {
        return HexFormat.of().formatHex(rows.read().readAllBytes());
    }
}
