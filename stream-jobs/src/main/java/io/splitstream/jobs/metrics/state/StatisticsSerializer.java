package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readIntegers;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.writeIntegers;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.metrics.core.Cell;
import io.splitstream.jobs.metrics.core.CellStatistics;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Statistics}: crossovers and counts, then per cell its variant, weight epoch, users and moments. */
public final class StatisticsSerializer extends VersionedSerializer<Statistics> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 1;
    private static final int MEASURES = MomentLayout.measures().size();

    /** Reads and writes the newest version. */
    public StatisticsSerializer() {
        this(NEWEST_VERSION);
    }

    private StatisticsSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(Statistics value, DataOutputView out) throws IOException {
        writeLong(out, value.crossovers());
        writeLong(out, value.events());
        writeLong(out, value.duplicates());
        writeLong(out, value.late());
        writeLong(out, value.cells().size());
        for (Map.Entry<Cell, CellStatistics> entry : value.cells().entrySet()) {
            writeText(out, entry.getKey().variantId());
            writeLong(out, entry.getKey().weightEpoch());
            writeLong(out, entry.getValue().users());
            writeLong(out, entry.getValue().exposed());
            for (long users : entry.getValue().nonZero()) {
                writeLong(out, users);
            }
            writeIntegers(out, entry.getValue().sums());
            writeIntegers(out, entry.getValue().products());
        }
    }

    @Override
    public Statistics deserialize(DataInputView in) throws IOException {
        return readVersion1(in);
    }

    private static Statistics readVersion1(DataInputView in) throws IOException {
        long crossovers = readLong(in);
        long events = readLong(in);
        long duplicates = readLong(in);
        long late = readLong(in);
        TreeMap<Cell, CellStatistics> cells = new TreeMap<>();
        int count = readInt(in);
        for (int i = 0; i < count; i++) {
            Cell cell = new Cell(readName(in), readInt(in));
            cells.put(cell, readCell(in));
        }
        return new Statistics(cells, crossovers, events, duplicates, late);
    }

    private static CellStatistics readCell(DataInputView in) throws IOException {
        long users = readLong(in);
        long exposed = readLong(in);
        List<Long> nonZero = new ArrayList<>(MEASURES);
        for (int i = 0; i < MEASURES; i++) {
            nonZero.add(readLong(in));
        }
        return new CellStatistics(users, exposed, nonZero, readIntegers(in), readIntegers(in));
    }

    @Override
    public TypeSerializerSnapshot<Statistics> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<Statistics> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<Statistics> serializer(int readVersion) {
            return new StatisticsSerializer(readVersion);
        }
    }
}
