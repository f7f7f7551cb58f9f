package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link StatisticsKey}s: experiment, version, bucket. */
public final class StatisticsKeySerializer extends VersionedSerializer<StatisticsKey> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;

    /** Reads and writes the newest version. */
    public StatisticsKeySerializer() {
        this(NEWEST_VERSION);
    }

    private StatisticsKeySerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(StatisticsKey value, DataOutputView out) throws IOException {
        writeText(out, value.experimentId());
        writeLong(out, value.version());
        writeLong(out, value.bucket());
    }

    @Override
    public StatisticsKey deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static StatisticsKey readVersion1(DataInputView in) throws IOException {
        return new StatisticsKey(readName(in), readInt(in), readInt(in));
    }

    @Override
    public TypeSerializerSnapshot<StatisticsKey> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<StatisticsKey> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<StatisticsKey> serializer(int readVersion) {
            return new StatisticsKeySerializer(readVersion);
        }
    }
}
