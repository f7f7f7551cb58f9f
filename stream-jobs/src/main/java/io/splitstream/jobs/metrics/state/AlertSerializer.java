package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readBytes;
import static io.splitstream.jobs.state.CompactFormat.writeBytes;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertCodec;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Alert}s, in the JSON they travel in. */
public final class AlertSerializer extends VersionedSerializer<Alert> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;
    private static final AlertCodec CODEC = new AlertCodec();

    /** Reads and writes the newest version. */
    public AlertSerializer() {
        this(NEWEST_VERSION);
    }

    private AlertSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(Alert value, DataOutputView out) throws IOException {
        writeBytes(out, CODEC.encode(value));
    }

    @Override
    public Alert deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static Alert readVersion1(DataInputView in) throws IOException {
        return CODEC.decode(readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<Alert> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<Alert> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<Alert> serializer(int readVersion) {
            return new AlertSerializer(readVersion);
        }
    }
}
