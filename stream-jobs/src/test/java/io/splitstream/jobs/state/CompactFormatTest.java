package io.splitstream.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactFormatTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 127, 128, 8_191, 8_192, 1_048_575, 1_048_576})
    void writeBytes_anyLength_isTheLengthAsANumberAndTheBytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xA5);
        DataOutputSerializer expected = new DataOutputSerializer(16);
        CompactFormat.writeLong(expected, length);
        expected.write(bytes);
        DataOutputSerializer written = new DataOutputSerializer(16);
        CompactFormat.writeBytes(written, bytes);

        assertThat(written.getCopyOfBuffer()).isEqualTo(expected.getCopyOfBuffer());
        assertThat(CompactFormat.readBytes(new DataInputDeserializer(written.getCopyOfBuffer())))
                .isEqualTo(bytes);
    }
}
