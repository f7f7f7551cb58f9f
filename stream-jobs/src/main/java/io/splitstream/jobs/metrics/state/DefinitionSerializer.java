package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readBytes;
import static io.splitstream.jobs.state.CompactFormat.writeBytes;

import io.splitstream.contracts.definition.DefinitionCodec;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link ExperimentDefinition}s, in the JSON they travel in. */
public final class DefinitionSerializer extends VersionedSerializer<ExperimentDefinition> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;
    private static final DefinitionCodec CODEC = new DefinitionCodec();

    /** Reads and writes the newest version. */
    public DefinitionSerializer() {
        this(NEWEST_VERSION);
    }

    private DefinitionSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(ExperimentDefinition value, DataOutputView out) throws IOException {
        writeBytes(out, CODEC.encode(value));
    }

    @Override
    public ExperimentDefinition deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static ExperimentDefinition readVersion1(DataInputView in) throws IOException {
        return CODEC.decode(readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<ExperimentDefinition> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<ExperimentDefinition> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<ExperimentDefinition> serializer(int readVersion) {
            return new DefinitionSerializer(readVersion);
        }
    }
}
