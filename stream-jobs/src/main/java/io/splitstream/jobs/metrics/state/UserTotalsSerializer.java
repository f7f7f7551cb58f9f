package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readBytes;
import static io.splitstream.jobs.state.CompactFormat.writeBytes;

import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link PackedTotals}: the length of the bytes, then the bytes. Up to version 2 the bytes came without their length.
 */
public final class UserTotalsSerializer extends VersionedSerializer<PackedTotals> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 3;

    /** Reads and writes the newest version. */
    public UserTotalsSerializer() {
        this(NEWEST_VERSION);
    }

    private UserTotalsSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(PackedTotals value, DataOutputView out) throws IOException {
        writeBytes(out, value.bytes());
    }

    @Override
    public PackedTotals deserialize(DataInputView in) throws IOException {
        return switch (readVersion()) {
            case 1 -> PackedTotals.of(TotalsFormat.readWithoutDetail(in));
            case 2 -> PackedTotals.of(TotalsFormat.read(in));
            default -> new PackedTotals(readBytes(in));
        };
    }

    @Override
    public TypeSerializerSnapshot<PackedTotals> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<PackedTotals> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<PackedTotals> serializer(int readVersion) {
            return new UserTotalsSerializer(readVersion);
        }
    }
}
