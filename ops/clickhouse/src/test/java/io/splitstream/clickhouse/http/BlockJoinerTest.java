package io.splitstream.clickhouse.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BlockJoinerTest {
    private static String joined(String format, String... blocks) throws IOException {
        BlockJoiner joiner = new ResultFormat(format).joiner().orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BlockJoiner.ByteSink sink = bytes -> {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.write(copy);
        };
        for (String block : blocks) {
            joiner.add(ByteBuffer.wrap(block.getBytes(UTF_8)), sink);
        }
        joiner.finish(sink);
        return out.toString(UTF_8);
    }

    private static String json(String rows, int count) {
        return "{\n\t\"meta\":\n\t[\n\t\t{}\n\t],\n\n\t\"data\":\n\t[\n" + rows + "\n\t],\n\n\t\"rows\": " + count
                + ",\n\n\t\"statistics\":\n\t{\n\t\t\"elapsed\": " + count + "\n\t}\n}\n";
    }

    @Test
    void plain_blocks_followOneAnother() throws IOException {
        assertThat(joined("CSV", "1\n", "2\n")).isEqualTo("1\n2\n");
    }

    @Test
    void header_ofEveryBlock_isKeptOnce() throws IOException {
        assertThat(joined("TSVWithNamesAndTypes", "a\nString\n1\n", "a\nString\n2\n"))
                .isEqualTo("a\nString\n1\n2\n");
        assertThat(joined("CSVWithNames", "\"a\n\"\"b\"\n1\n", "\"a\n\"\"b\"\n2\n"))
                .isEqualTo("\"a\n\"\"b\"\n1\n2\n");
        assertThat(joined("RowBinaryWithNamesAndTypes", "\u0001\u0001a\u0005UInt8X", "\u0001\u0001a\u0005UInt8Y"))
                .isEqualTo("\u0001\u0001a\u0005UInt8XY");
    }

    @Test
    void header_missingFromABlock_takesNothingFromIt() throws IOException {
        assertThat(joined("TSVWithNames", "a\n1\n", "\n9\n")).isEqualTo("a\n1\n\n9\n");
    }

    @Test
    void json_ofManyBlocks_isOneObjectWithTheRowsSummed() throws IOException {
        assertThat(joined("JSON", json("\t\t1,\n\t\t2", 2), json("\t\t3", 1)))
                .isEqualTo(json("\t\t1,\n\t\t2,\n\t\t3", 3).replace("\"elapsed\": 3", "\"elapsed\": 1"));
    }

    @Test
    void json_withoutRows_isTheObjectItself() throws IOException {
        assertThat(joined("JSONCompact", json("", 0))).isEqualTo(json("", 0));
        assertThat(joined("JSON")).isEmpty();
    }

    @Test
    void json_ofAnotherLayout_isABug() {
        assertThatThrownBy(() -> joined("JSON", "{}")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void format_thatMustBeWhole_hasNoJoiner() {
        assertThat(new ResultFormat("Arrow").joiner()).isEmpty();
        assertThat(new ResultFormat("Null").joiner()).isEmpty();
        assertThat(new ResultFormat("jsonEachRow").joiner()).isPresent();
    }

    @Test
    void format_contentType_isClickHouses() {
        assertThat(new ResultFormat("JSON").contentType()).startsWith("application/json");
        assertThat(new ResultFormat("JSONEachRow").contentType()).startsWith("application/x-ndjson");
        assertThat(new ResultFormat("TabSeparated").contentType()).startsWith("text/tab-separated-values");
        assertThat(new ResultFormat("RowBinary").contentType()).isEqualTo("application/octet-stream");
    }
}
