package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.writeLong;

import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link StatisticsOutput}s: whether it is a row, then the fields in order. Up to version 2 epochs did not say what
 * their rows hold.
 */
public final class StatisticsOutputSerializer extends VersionedSerializer<StatisticsOutput> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 3;
    private static final int EPOCHS_WITHOUT_HOLDS_UNTIL = 2;
    private static final StatisticsKeySerializer KEY = new StatisticsKeySerializer();

    /** Of the same versions, but for the newest: in it they are as before. */
    private final StatisticsSerializer statistics;

    /** Reads and writes the newest version. */
    public StatisticsOutputSerializer() {
        this(NEWEST_VERSION);
    }

    private StatisticsOutputSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
        this.statistics = new StatisticsSerializer(Math.min(readVersion, EPOCHS_WITHOUT_HOLDS_UNTIL));
    }

    @Override
    public void serialize(StatisticsOutput value, DataOutputView out) throws IOException {
        out.writeBoolean(value instanceof StatisticsRow);
        if (value instanceof StatisticsRow row) {
            KEY.serialize(row.key(), out);
            writeLong(out, row.epoch());
            writeLong(out, row.sequence());
            writeLong(out, row.completeUntil());
            statistics.serialize(row.statistics(), out);
        } else if (value instanceof OutputEpoch start) {
            writeLong(out, start.epoch());
            writeLong(out, start.holdsUntil());
        }
    }

    @Override
    public StatisticsOutput deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new StatisticsRow(
                        KEY.deserialize(in), readLong(in), readLong(in), readLong(in), statistics.deserialize(in))
                : new OutputEpoch(readLong(in), readVersion() <= EPOCHS_WITHOUT_HOLDS_UNTIL ? 0 : readLong(in));
    }

    @Override
    public TypeSerializerSnapshot<StatisticsOutput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<StatisticsOutput> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<StatisticsOutput> serializer(int readVersion) {
            return new StatisticsOutputSerializer(readVersion);
        }
    }
}
