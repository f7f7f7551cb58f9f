package io.splitstream.jobs.insights.state;

import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.writeLong;

import io.splitstream.jobs.insights.core.SessionStep;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link SessionStep}s: key, step, log time. */
public final class SessionStepSerializer extends VersionedSerializer<SessionStep> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;
    private static final SessionKeySerializer KEY = new SessionKeySerializer();
    private static final StepSerializer STEP = new StepSerializer();

    /** Reads and writes the newest version. */
    public SessionStepSerializer() {
        this(NEWEST_VERSION);
    }

    private SessionStepSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(SessionStep value, DataOutputView out) throws IOException {
        KEY.serialize(value.key(), out);
        STEP.serialize(value.step(), out);
        writeLong(out, value.loggedAt());
    }

    @Override
    public SessionStep deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static SessionStep readVersion1(DataInputView in) throws IOException {
        return new SessionStep(KEY.deserialize(in), STEP.deserialize(in), readLong(in));
    }

    @Override
    public TypeSerializerSnapshot<SessionStep> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<SessionStep> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<SessionStep> serializer(int readVersion) {
            return new SessionStepSerializer(readVersion);
        }
    }
}
