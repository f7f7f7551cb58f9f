package io.splitstream.jobs.insights.state;

import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.jobs.insights.core.SessionKey;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link SessionKey}s: the fields in order. */
public final class SessionKeySerializer extends VersionedSerializer<SessionKey> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;

    /** Reads and writes the newest version. */
    public SessionKeySerializer() {
        this(NEWEST_VERSION);
    }

    private SessionKeySerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(SessionKey value, DataOutputView out) throws IOException {
        writeText(out, value.workspaceId());
        writeText(out, value.studyId());
        writeText(out, value.sessionId());
        writeText(out, value.testerId());
        writeText(out, value.variant());
    }

    @Override
    public SessionKey deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static SessionKey readVersion1(DataInputView in) throws IOException {
        return new SessionKey(readName(in), readName(in), readText(in), readText(in), readName(in));
    }

    @Override
    public TypeSerializerSnapshot<SessionKey> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<SessionKey> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<SessionKey> serializer(int readVersion) {
            return new SessionKeySerializer(readVersion);
        }
    }
}
