package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.VersionMark;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link VersionMark}s within streams: the key, the stage's name, the layout, the subtask, the number of subtasks. */
final class VersionMarkFormat {
    private static final StatisticsKeySerializer KEY = new StatisticsKeySerializer();

    private VersionMarkFormat() {}

    static void write(VersionMark mark, DataOutputView out) throws IOException {
        KEY.serialize(mark.key(), out);
        writeText(out, mark.stage().name());
        writeText(out, mark.layout().text());
        writeLong(out, mark.subtask());
        writeLong(out, mark.subtasks());
    }

    static VersionMark read(DataInputView in) throws IOException {
        StatisticsKey key = KEY.deserialize(in);
        VersionMark.Stage stage = VersionMark.Stage.valueOf(readText(in));
        return new VersionMark(key, stage, MomentLayout.parse(readText(in)), readInt(in), readInt(in));
    }
}
