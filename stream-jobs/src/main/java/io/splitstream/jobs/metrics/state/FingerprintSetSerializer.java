package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.writeLong;

import io.splitstream.jobs.metrics.core.FingerprintSet;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link FingerprintSet}s: the key, then per day the day, the number of fingerprints and each in 8 bytes. */
public final class FingerprintSetSerializer extends VersionedSerializer<FingerprintSet> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;

    /** Reads and writes the newest version. */
    public FingerprintSetSerializer() {
        this(NEWEST_VERSION);
    }

    private FingerprintSetSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(FingerprintSet value, DataOutputView out) throws IOException {
        out.writeLong(value.key0());
        out.writeLong(value.key1());
        List<FingerprintSet.Day> days = value.days();
        writeLong(out, days.size());
        for (FingerprintSet.Day day : days) {
            writeLong(out, day.day());
            writeLong(out, day.fingerprints().length);
            // All at once: a checkpoint writes millions of them, which one by one took most of its time.
            byte[] bytes = new byte[day.fingerprints().length * Long.BYTES];
            ByteBuffer.wrap(bytes).asLongBuffer().put(day.fingerprints());
            out.write(bytes);
        }
    }

    @Override
    public FingerprintSet deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static FingerprintSet readVersion1(DataInputView in) throws IOException {
        long key0 = in.readLong();
        long key1 = in.readLong();
        int count = readInt(in);
        List<FingerprintSet.Day> days = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long day = readLong(in);
            long[] fingerprints = new long[readInt(in)];
            byte[] bytes = new byte[fingerprints.length * Long.BYTES];
            in.readFully(bytes);
            ByteBuffer.wrap(bytes).asLongBuffer().get(fingerprints);
            days.add(new FingerprintSet.Day(day, fingerprints));
        }
        return FingerprintSet.of(key0, key1, days);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public FingerprintSet copy(FingerprintSet from) {
        return from.copy();
    }

    @Override
    public TypeSerializerSnapshot<FingerprintSet> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<FingerprintSet> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<FingerprintSet> serializer(int readVersion) {
            return new FingerprintSetSerializer(readVersion);
        }
    }
}
