package io.splitstream.jobs.archive.state;

import static io.splitstream.jobs.state.CompactFormat.readBytes;
import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.writeBytes;
import static io.splitstream.jobs.state.CompactFormat.writeLong;

import io.splitstream.jobs.archive.core.ArchiveEpoch;
import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.archive.core.LoggedRecord;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link ArchiveInput}s: whether it is a record, then the fields in order. */
public final class ArchiveInputSerializer extends VersionedSerializer<ArchiveInput> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;

    /** Reads and writes the newest version. */
    public ArchiveInputSerializer() {
        this(NEWEST_VERSION);
    }

    private ArchiveInputSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(ArchiveInput value, DataOutputView out) throws IOException {
        out.writeBoolean(value instanceof LoggedRecord);
        if (value instanceof LoggedRecord logged) {
            writeLong(out, logged.partition());
            writeLong(out, logged.offset());
            writeLong(out, logged.loggedAt());
            writeBytes(out, logged.value());
        } else if (value instanceof ArchiveEpoch start) {
            writeLong(out, start.epoch());
        }
    }

    @Override
    public ArchiveInput deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static ArchiveInput readVersion1(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new LoggedRecord(readInt(in), readLong(in), readLong(in), readBytes(in))
                : new ArchiveEpoch(readLong(in));
    }

    @Override
    public TypeSerializerSnapshot<ArchiveInput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<ArchiveInput> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<ArchiveInput> serializer(int readVersion) {
            return new ArchiveInputSerializer(readVersion);
        }
    }
}
