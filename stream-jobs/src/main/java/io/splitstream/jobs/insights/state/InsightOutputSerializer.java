package io.splitstream.jobs.insights.state;

import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.writeLong;

import io.splitstream.jobs.insights.core.InsightEpoch;
import io.splitstream.jobs.insights.core.InsightOutput;
import io.splitstream.jobs.insights.core.InsightRow;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link InsightOutput}s: whether it is a row, then the fields in order. In version 1 epochs did not say what their rows
 * hold.
 */
public final class InsightOutputSerializer extends VersionedSerializer<InsightOutput> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 2;
    private static final SessionKeySerializer KEY = new SessionKeySerializer();
    private static final InsightsSerializer INSIGHTS = new InsightsSerializer();

    /** Reads and writes the newest version. */
    public InsightOutputSerializer() {
        this(NEWEST_VERSION);
    }

    private InsightOutputSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(InsightOutput value, DataOutputView out) throws IOException {
        out.writeBoolean(value instanceof InsightRow);
        if (value instanceof InsightRow row) {
            KEY.serialize(row.key(), out);
            writeLong(out, row.epoch());
            writeLong(out, row.sequence());
            writeLong(out, row.completeUntil());
            INSIGHTS.serialize(row.insights(), out);
        } else if (value instanceof InsightEpoch start) {
            writeLong(out, start.epoch());
            writeLong(out, start.holdsUntil());
        }
    }

    @Override
    public InsightOutput deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new InsightRow(
                        KEY.deserialize(in), readLong(in), readLong(in), readLong(in), INSIGHTS.deserialize(in))
                : new InsightEpoch(readLong(in), readVersion() == 1 ? 0 : readLong(in));
    }

    @Override
    public TypeSerializerSnapshot<InsightOutput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<InsightOutput> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<InsightOutput> serializer(int readVersion) {
            return new InsightOutputSerializer(readVersion);
        }
    }
}
