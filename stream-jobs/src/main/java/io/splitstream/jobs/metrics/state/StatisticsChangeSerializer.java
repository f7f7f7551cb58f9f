package io.splitstream.jobs.metrics.state;

import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link StatisticsChange}s: the key, then the change. */
public final class StatisticsChangeSerializer extends VersionedSerializer<StatisticsChange> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 2;
    private static final StatisticsKeySerializer KEY = new StatisticsKeySerializer();

    /** Of the same versions: it is all that changed in them. */
    private final StatisticsSerializer changes;

    /** Reads and writes the newest version. */
    public StatisticsChangeSerializer() {
        this(NEWEST_VERSION);
    }

    private StatisticsChangeSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
        this.changes = new StatisticsSerializer(readVersion);
    }

    @Override
    public void serialize(StatisticsChange value, DataOutputView out) throws IOException {
        KEY.serialize(value.key(), out);
        changes.serialize(value.change(), out);
    }

    @Override
    public StatisticsChange deserialize(DataInputView in) throws IOException {
        StatisticsKey key = KEY.deserialize(in);
        Statistics change = changes.deserialize(in);
        return new StatisticsChange(key, change);
    }

    @Override
    public TypeSerializerSnapshot<StatisticsChange> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<StatisticsChange> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<StatisticsChange> serializer(int readVersion) {
            return new StatisticsChangeSerializer(readVersion);
        }
    }
}
