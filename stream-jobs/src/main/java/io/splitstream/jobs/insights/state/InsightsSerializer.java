package io.splitstream.jobs.insights.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.jobs.insights.core.Insights;
import io.splitstream.jobs.insights.core.Sign;
import io.splitstream.jobs.insights.core.SignKind;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** {@link Insights}: the fields in order; counts by the order of {@link SignKind}, which only grows at its end. */
public final class InsightsSerializer extends VersionedSerializer<Insights> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;

    /** Reads and writes the newest version. */
    public InsightsSerializer() {
        this(NEWEST_VERSION);
    }

    private InsightsSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(Insights value, DataOutputView out) throws IOException {
        writeLong(out, value.interactions());
        writeLong(out, value.clicks());
        writeLong(out, value.errors());
        for (SignKind kind : SignKind.values()) {
            writeLong(out, value.count(kind));
        }
        writeLong(out, value.signs().size());
        for (Sign sign : value.signs()) {
            writeText(out, sign.kind().word());
            writeLong(out, sign.at());
            writeText(out, sign.subject());
        }
        writeLong(out, value.idleMillis());
        writeOptional(out, value.firstAt());
        writeOptional(out, value.lastAt());
        Double score = value.score();
        out.writeBoolean(score != null);
        if (score != null) {
            out.writeDouble(score);
        }
        writeLong(out, value.left().duplicates());
        writeLong(out, value.left().late());
        writeLong(out, value.left().excess());
    }

    @Override
    public Insights deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static Insights readVersion1(DataInputView in) throws IOException {
        long interactions = readLong(in);
        long clicks = readLong(in);
        long errors = readLong(in);
        Map<SignKind, Long> counts = new EnumMap<>(SignKind.class);
        for (SignKind kind : SignKind.values()) {
            counts.put(kind, readLong(in));
        }
        int size = readInt(in);
        List<Sign> signs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            signs.add(new Sign(SignKind.of(readName(in)), readLong(in), readText(in)));
        }
        return new Insights(
                interactions,
                clicks,
                errors,
                counts,
                signs,
                readLong(in),
                readOptional(in),
                readOptional(in),
                in.readBoolean() ? (Double) in.readDouble() : null,
                new Insights.Left(readLong(in), readLong(in), readLong(in)));
    }

    private static void writeOptional(DataOutputView out, @Nullable Long value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writeLong(out, value);
        }
    }

    private static @Nullable Long readOptional(DataInputView in) throws IOException {
        return in.readBoolean() ? (Long) readLong(in) : null;
    }

    @Override
    public TypeSerializerSnapshot<Insights> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<Insights> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<Insights> serializer(int readVersion) {
            return new InsightsSerializer(readVersion);
        }
    }
}
