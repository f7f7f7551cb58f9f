package io.splitstream.jobs.archive.state;

import static io.splitstream.jobs.state.CompactFormat.readBytes;
import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.writeBytes;
import static io.splitstream.jobs.state.CompactFormat.writeLong;

import io.splitstream.jobs.archive.core.ArchiveEpoch;
import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.archive.core.LoggedRecord;
import io.splitstream.jobs.archive.core.LoggedRefusal;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link ArchiveInput}s: a byte for the kind, then the fields in order. Version 1 knew the kinds epoch and record, and
 * wrote them alike.
 */
public final class ArchiveInputSerializer extends VersionedSerializer<ArchiveInput> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 2;

    private static final int EPOCH = 0;
    private static final int RECORD = 1;
    private static final int REFUSAL = 2;

    /** Reads and writes the newest version. */
    public ArchiveInputSerializer() {
        this(NEWEST_VERSION);
    }

    private ArchiveInputSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(ArchiveInput value, DataOutputView out) throws IOException {
        if (value instanceof LoggedRecord logged) {
            out.writeByte(RECORD);
            writeLong(out, logged.partition());
            writeLong(out, logged.offset());
            writeLong(out, logged.loggedAt());
            writeBytes(out, logged.value());
        } else if (value instanceof LoggedRefusal refusal) {
            out.writeByte(REFUSAL);
            writeLong(out, refusal.partition());
            writeLong(out, refusal.offset());
            writeBytes(out, refusal.value());
        } else if (value instanceof ArchiveEpoch start) {
            out.writeByte(EPOCH);
            writeLong(out, start.epoch());
        }
    }

    @Override
    public ArchiveInput deserialize(DataInputView in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case EPOCH -> new ArchiveEpoch(readLong(in));
            case RECORD -> new LoggedRecord(readInt(in), readLong(in), readLong(in), readBytes(in));
            case REFUSAL -> new LoggedRefusal(readInt(in), readLong(in), readBytes(in));
            default -> throw new IOException("kind " + kind + " of archive input (expected: 0 to 2)");
        };
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
