package io.splitstream.jobs.metrics.state;

import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.VersionMark;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link ContributionOutput}s: whether it is a mark, then the mark or the change. */
public final class ContributionOutputSerializer extends VersionedSerializer<ContributionOutput> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;
    private static final ContributionChangeSerializer CHANGE = new ContributionChangeSerializer();

    /** Reads and writes the newest version. */
    public ContributionOutputSerializer() {
        this(NEWEST_VERSION);
    }

    private ContributionOutputSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(ContributionOutput value, DataOutputView out) throws IOException {
        out.writeBoolean(value instanceof VersionMark);
        if (value instanceof VersionMark mark) {
            VersionMarkFormat.write(mark, out);
        } else if (value instanceof ContributionChange change) {
            CHANGE.serialize(change, out);
        }
    }

    @Override
    public ContributionOutput deserialize(DataInputView in) throws IOException {
        return in.readBoolean() ? VersionMarkFormat.read(in) : CHANGE.deserialize(in);
    }

    @Override
    public TypeSerializerSnapshot<ContributionOutput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<ContributionOutput> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<ContributionOutput> serializer(int readVersion) {
            return new ContributionOutputSerializer(readVersion);
        }
    }
}
