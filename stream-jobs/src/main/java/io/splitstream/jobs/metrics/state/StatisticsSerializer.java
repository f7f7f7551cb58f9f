package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readIntegers;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeIntegers;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.metrics.core.Cell;
import io.splitstream.jobs.metrics.core.CellStatistics;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import io.splitstream.statistics.QuantileSketch;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Statistics}: layout, crossovers and counts, then per cell its variant, weight epoch, users, moments and histograms. */
public final class StatisticsSerializer extends VersionedSerializer<Statistics> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 2;

    /** Reads and writes the newest version. */
    public StatisticsSerializer() {
        this(NEWEST_VERSION);
    }

    /** Reads a version and writes the newest. */
    StatisticsSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(Statistics value, DataOutputView out) throws IOException {
        writeText(out, value.layout().text());
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
            for (QuantileSketch histogram : entry.getValue().histograms()) {
                writeHistogram(histogram, out);
            }
        }
    }

    @Override
    public Statistics deserialize(DataInputView in) throws IOException {
        // Version 1 knew the usual layout only, and did not name it.
        return read(readVersion() == 1 ? MomentLayout.USUAL : MomentLayout.parse(readText(in)), in);
    }

    private static Statistics read(MomentLayout layout, DataInputView in) throws IOException {
        long crossovers = readLong(in);
        long events = readLong(in);
        long duplicates = readLong(in);
        long late = readLong(in);
        TreeMap<Cell, CellStatistics> cells = new TreeMap<>();
        int count = readInt(in);
        for (int i = 0; i < count; i++) {
            Cell cell = new Cell(readName(in), readInt(in));
            cells.put(cell, readCell(layout, in));
        }
        return new Statistics(layout, cells, crossovers, events, duplicates, late);
    }

    private static CellStatistics readCell(MomentLayout layout, DataInputView in) throws IOException {
        long users = readLong(in);
        long exposed = readLong(in);
        int measures = layout.measures().size();
        List<Long> nonZero = new ArrayList<>(measures);
        for (int i = 0; i < measures; i++) {
            nonZero.add(readLong(in));
        }
        List<BigInteger> sums = readIntegers(in);
        List<BigInteger> products = readIntegers(in);
        List<QuantileSketch> histograms = new ArrayList<>();
        for (int i = 0; i < layout.histograms().size(); i++) {
            histograms.add(readHistogram(in));
        }
        return new CellStatistics(users, exposed, nonZero, sums, products, histograms);
    }

    private static void writeHistogram(QuantileSketch histogram, DataOutputView out) throws IOException {
        writeLong(out, histogram.counts().size());
        for (Map.Entry<Integer, Long> bin : histogram.counts().entrySet()) {
            writeLong(out, bin.getKey());
            writeLong(out, bin.getValue());
        }
    }

    private static QuantileSketch readHistogram(DataInputView in) throws IOException {
        Map<Integer, Long> counts = new HashMap<>();
        int bins = readInt(in);
        for (int i = 0; i < bins; i++) {
            counts.put(readInt(in), readLong(in));
        }
        return QuantileSketch.of(counts);
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
