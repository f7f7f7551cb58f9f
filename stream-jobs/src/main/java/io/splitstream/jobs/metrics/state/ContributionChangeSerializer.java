package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.state.CompactFormat.readInt;
import static io.splitstream.jobs.state.CompactFormat.readLong;
import static io.splitstream.jobs.state.CompactFormat.readName;
import static io.splitstream.jobs.state.CompactFormat.readText;
import static io.splitstream.jobs.state.CompactFormat.writeLong;
import static io.splitstream.jobs.state.CompactFormat.writeText;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.metrics.core.Cell;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.UserMeasures;
import io.splitstream.jobs.state.VersionedSerializer;
import io.splitstream.jobs.state.VersionedSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link ContributionChange}s: the key, the layout, then what the user added before and adds now. */
public final class ContributionChangeSerializer extends VersionedSerializer<ContributionChange> {
    private static final long serialVersionUID = 1L;
    private static final int NEWEST_VERSION = 2;
    private static final StatisticsKeySerializer KEY = new StatisticsKeySerializer();

    /** Reads and writes the newest version. */
    public ContributionChangeSerializer() {
        this(NEWEST_VERSION);
    }

    private ContributionChangeSerializer(int readVersion) {
        super(readVersion, NEWEST_VERSION);
    }

    @Override
    public void serialize(ContributionChange value, DataOutputView out) throws IOException {
        KEY.serialize(value.key(), out);
        writeText(out, value.layout().text());
        writeContribution(value.before(), out);
        writeContribution(value.after(), out);
    }

    @Override
    public ContributionChange deserialize(DataInputView in) throws IOException {
        return readVersion() == 1 ? readVersion1(in) : readVersion2(in);
    }

    private static ContributionChange readVersion2(DataInputView in) throws IOException {
        StatisticsKey key = KEY.deserialize(in);
        MomentLayout layout = MomentLayout.parse(readText(in));
        Contribution before = readContribution(in, readInt(in));
        return new ContributionChange(key, layout, before, readContribution(in, readInt(in)));
    }

    /** Every contribution had the usual measures, and did not say how many there are. */
    private static ContributionChange readVersion1(DataInputView in) throws IOException {
        StatisticsKey key = KEY.deserialize(in);
        int measures = MomentLayout.USUAL.measures().size();
        Contribution before = readContribution(in, measures);
        return new ContributionChange(key, MomentLayout.USUAL, before, readContribution(in, measures));
    }

    private static void writeContribution(Contribution contribution, DataOutputView out) throws IOException {
        writeLong(out, contribution.measures().size());
        Cell cell = contribution.cell();
        out.writeBoolean(cell != null);
        if (cell != null) {
            writeText(out, cell.variantId());
            writeLong(out, cell.weightEpoch());
        }
        out.writeBoolean(contribution.crossover());
        for (int i = 0; i < contribution.measures().size(); i++) {
            writeLong(out, contribution.measures().at(i));
        }
        writeLong(out, contribution.events());
        writeLong(out, contribution.duplicates());
        writeLong(out, contribution.late());
    }

    private static Contribution readContribution(DataInputView in, int size) throws IOException {
        Cell cell = in.readBoolean() ? new Cell(readName(in), readInt(in)) : null;
        boolean crossover = in.readBoolean();
        long[] measures = new long[size];
        for (int i = 0; i < size; i++) {
            measures[i] = readLong(in);
        }
        return new Contribution(
                cell, crossover, UserMeasures.ofValues(measures), readLong(in), readLong(in), readLong(in));
    }

    @Override
    public TypeSerializerSnapshot<ContributionChange> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The version of the bytes, as a checkpoint keeps it. */
    public static final class Snapshot extends VersionedSnapshot<ContributionChange> {
        /** Made by name when a checkpoint is read. */
        public Snapshot() {
            super(NEWEST_VERSION);
        }

        @Override
        protected TypeSerializer<ContributionChange> serializer(int readVersion) {
            return new ContributionChangeSerializer(readVersion);
        }
    }
}
