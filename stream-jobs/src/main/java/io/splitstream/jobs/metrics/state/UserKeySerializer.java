package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.jobs.metrics.core.UserKey;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link UserKey}s: experiment, then user. */
public final class UserKeySerializer extends VersionedSerializer<UserKey> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;

    /** Reads and writes the newest version. */
    public UserKeySerializer() {
        this(NEWEST_VERSION);
    }

    private UserKeySerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(UserKey value, DataOutputView out) throws IOException {
        writeText(out, value.experimentId());
        writeText(out, value.userId());
    }

    @Override
    public UserKey deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static UserKey readVersion1(DataInputView in) throws IOException {
        return new UserKey(readName(in), readText(in));
    }

    @Override
    public TypeSerializerSnapshot<UserKey> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<UserKey> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<UserKey> serializer(int readVersion) {
            return new UserKeySerializer(readVersion);
        }
    }
}
