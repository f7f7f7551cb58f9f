package io.splitstream.jobs.insights.state;

import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.contracts.event.InteractionType;
import io.splitstream.jobs.insights.core.Step;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Step}s: the fields in order, the type by its word. */
public final class StepSerializer extends VersionedSerializer<Step> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;

    /** Reads and writes the newest version. */
    public StepSerializer() {
        this(NEWEST_VERSION);
    }

    private StepSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(Step value, DataOutputView out) throws IOException {
        writeText(out, value.eventId());
        writeText(out, value.type().word());
        writeText(out, value.subject());
        writeLong(out, value.timestamp());
    }

    @Override
    public Step deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static Step readVersion1(DataInputView in) throws IOException {
        String eventId = readText(in);
        String word = readName(in);
        InteractionType type =
                InteractionType.of(word).orElseThrow(() -> new IOException("no type of interaction is called " + word));
        return new Step(eventId, type, readName(in), readLong(in));
    }

    @Override
    public TypeSerializerSnapshot<Step> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<Step> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<Step> serializer(int readVersion) {
            return new StepSerializer(readVersion);
        }
    }
}
