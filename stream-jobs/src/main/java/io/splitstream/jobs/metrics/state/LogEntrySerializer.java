package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.Heartbeat;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link LogEntry}s: a byte that says which, then the fields in order. */
public final class LogEntrySerializer extends VersionedSerializer<LogEntry> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 2;
    private static final byte EVENT = 0;
    private static final byte ENROLMENT = 1;
    private static final byte HEARTBEAT = 2;

    /** Reads and writes the newest version. */
    public LogEntrySerializer() {
        this(NEWEST_VERSION);
    }

    private LogEntrySerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(LogEntry value, DataOutputView out) throws IOException {
        if (value instanceof CountableEvent event) {
            out.writeByte(EVENT);
            writeEvent(event, out);
        } else if (value instanceof Enrolment enrolment) {
            out.writeByte(ENROLMENT);
            writeLong(out, enrolment.shard());
            writeText(out, enrolment.experimentId());
            writeText(out, enrolment.userId());
            writeLong(out, enrolment.weightEpoch());
            writeLong(out, enrolment.assignedAt());
            NumbersFormat.write(enrolment.numbers(), out);
        } else if (value instanceof Heartbeat heartbeat) {
            out.writeByte(HEARTBEAT);
            writeLong(out, heartbeat.loggedAt());
        }
    }

    @Override
    public LogEntry deserialize(DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case EVENT -> readEvent(in);
            case ENROLMENT ->
                new Enrolment(readInt(in), readText(in), readText(in), readInt(in), readLong(in), readNumbers(in));
            case HEARTBEAT -> new Heartbeat(readLong(in));
            default -> throw new IOException("log entry of kind " + kind + " (expected: 0 to 2)");
        };
    }

    /** Version 1 knew no numbers. */
    private SortedMap<String, Long> readNumbers(DataInputView in) throws IOException {
        return readVersion() == 1 ? Collections.emptySortedMap() : NumbersFormat.read(in);
    }

    private static void writeEvent(CountableEvent event, DataOutputView out) throws IOException {
        writeLong(out, event.shard());
        writeText(out, event.workspaceId());
        writeText(out, event.experimentId());
        writeText(out, event.userId());
        writeText(out, event.eventId());
        writeText(out, event.variantId());
        writeText(out, event.eventType());
        Long amount = event.value();
        out.writeBoolean(amount != null);
        if (amount != null) {
            writeLong(out, amount);
        }
        writeLong(out, event.timestamp());
        writeLong(out, event.loggedAt());
    }

    private static CountableEvent readEvent(DataInputView in) throws IOException {
        return new CountableEvent(
                readInt(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                in.readBoolean() ? Long.valueOf(readLong(in)) : null,
                readLong(in),
                readLong(in));
    }

    @Override
    public TypeSerializerSnapshot<LogEntry> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<LogEntry> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<LogEntry> serializer(int readVersion) {
            return new LogEntrySerializer(readVersion);
        }
    }
}
