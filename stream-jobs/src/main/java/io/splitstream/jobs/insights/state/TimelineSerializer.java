package io.splitstream.jobs.insights.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.writeLong;

import io.splitstream.jobs.insights.core.Step;
import io.splitstream.jobs.insights.core.Timeline;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Timeline}s: the counts, then the steps. */
public final class TimelineSerializer extends VersionedSerializer<Timeline> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;
    private static final StepSerializer STEP = new StepSerializer();

    /** Reads and writes the newest version. */
    public TimelineSerializer() {
        this(NEWEST_VERSION);
    }

    private TimelineSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Timeline copy(Timeline from) {
        return from.copy();
    }

    @Override
    public void serialize(Timeline value, DataOutputView out) throws IOException {
        writeLong(out, value.duplicates());
        writeLong(out, value.late());
        writeLong(out, value.excess());
        writeLong(out, value.steps().size());
        for (Step step : value.steps()) {
            STEP.serialize(step, out);
        }
    }

    @Override
    public Timeline deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static Timeline readVersion1(DataInputView in) throws IOException {
        long duplicates = readLong(in);
        long late = readLong(in);
        long excess = readLong(in);
        int size = readInt(in);
        List<Step> steps = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            steps.add(STEP.deserialize(in));
        }
        return new Timeline(steps, duplicates, late, excess);
    }

    @Override
    public TypeSerializerSnapshot<Timeline> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<Timeline> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<Timeline> serializer(int readVersion) {
            return new TimelineSerializer(readVersion);
        }
    }
}
