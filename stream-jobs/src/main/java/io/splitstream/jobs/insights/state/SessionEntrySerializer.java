package io.splitstream.jobs.insights.state;

import io.splitstream.jobs.insights.core.LogTick;
import io.splitstream.jobs.insights.core.SessionEntry;
import io.splitstream.jobs.insights.core.SessionStep;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link SessionEntry}s: whether it is a step, then the step. */
public final class SessionEntrySerializer extends VersionedSerializer<SessionEntry> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;
    private static final SessionStepSerializer STEP = new SessionStepSerializer();

    /** Reads and writes the newest version. */
    public SessionEntrySerializer() {
        this(NEWEST_VERSION);
    }

    private SessionEntrySerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(SessionEntry value, DataOutputView out) throws IOException {
        out.writeBoolean(value instanceof SessionStep);
        if (value instanceof SessionStep step) {
            STEP.serialize(step, out);
        }
    }

    @Override
    public SessionEntry deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static SessionEntry readVersion1(DataInputView in) throws IOException {
        return in.readBoolean() ? STEP.deserialize(in) : new LogTick();
    }

    @Override
    public TypeSerializerSnapshot<SessionEntry> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<SessionEntry> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<SessionEntry> serializer(int readVersion) {
            return new SessionEntrySerializer(readVersion);
        }
    }
}
