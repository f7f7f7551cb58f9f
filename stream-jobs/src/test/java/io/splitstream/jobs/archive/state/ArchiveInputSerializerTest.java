package io.splitstream.jobs.archive.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.archive.core.ArchiveEpoch;
import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.archive.core.LoggedRecord;
import io.splitstream.jobs.archive.core.LoggedRefusal;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ArchiveInputSerializerTest {
    private static final String RECORD_V1 = "010412ea0f040102";
    private static final String EPOCH_V1 = "000a";

    private final TypeSerializer<ArchiveInput> serializer = new ArchiveInputSerializer();

    @Test
    void refusal_thereAndBack_isEqual() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(new LoggedRefusal(0, 77, new byte[] {1, 2}), out);

        LoggedRefusal read = (LoggedRefusal) read(serializer, out.getCopyOfBuffer());

        assertThat(read.offset()).isEqualTo(77);
        assertThat(read.value()).containsExactly(1, 2);
    }

    @Test
    void recordAndEpoch_ofVersion1_areWrittenAlikeAndRead() throws IOException {
        LoggedRecord record = new LoggedRecord(2, 9, 1_013, new byte[] {1, 2});
        assertThat(hex(record)).isEqualTo(RECORD_V1);
        assertThat(hex(new ArchiveEpoch(5))).isEqualTo(EPOCH_V1);

        LoggedRecord read = (LoggedRecord) read(serializer, HexFormat.of().parseHex(RECORD_V1));
        assertThat(read.offset()).isEqualTo(9);
        assertThat(read.loggedAt()).isEqualTo(1_013);
        assertThat(read(serializer, HexFormat.of().parseHex(EPOCH_V1))).isEqualTo(new ArchiveEpoch(5));
    }

    private String hex(ArchiveInput input) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(input, out);
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    private static ArchiveInput read(TypeSerializer<ArchiveInput> serializer, byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
