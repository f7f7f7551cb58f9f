package io.splitstream.jobs.connector;

import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link EpochStart}s: number, then log time. */
public final class EpochStartSerializer extends VersionedSerializer<EpochStart> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;

    /** Reads and writes the newest version. */
    public EpochStartSerializer() {
        this(NEWEST_VERSION);
    }

    private EpochStartSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(EpochStart value, DataOutputView out) throws IOException {
        out.writeLong(value.epoch());
        out.writeLong(value.loggedAt());
    }

    @Override
    public EpochStart deserialize(DataInputView in) throws IOException {
        return new EpochStart(in.readLong(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<EpochStart> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<EpochStart> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<EpochStart> serializer(int readVersion) {
            return new EpochStartSerializer(readVersion);
        }
    }
}
