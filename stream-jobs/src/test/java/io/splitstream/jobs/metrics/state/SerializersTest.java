package io.splitstream.jobs.metrics.state;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.core.Contribution;
import io.splitstream.jobs.metrics.core.ContributionChange;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.FingerprintSet;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.Heartbeat;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.Retention;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsAccumulator;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import io.splitstream.jobs.metrics.core.UserKey;
import io.splitstream.jobs.metrics.core.UserTotals;
import io.splitstream.jobs.metrics.core.VersionMark;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SerializersTest {
    private static final String TOTALS_V1 =
            "02026180809ccdca640214636f6e76657273696f6e020204303900000280809ccdca640002000180809ccdca64020200";
    private static final String TOTALS_V2 =
            "02026180809ccdca640214636f6e76657273696f6e020204303900000280809ccdca640002000180809ccdca64"
                    + "020206616765a086320280809ccdca6414636f6e76657273696f6e01f2c0010200";
    private static final String TOTALS_V3 = "9c01" + TOTALS_V2;
    private static final String STATISTICS_V2 = resource("statistics-2.hex");
    private static final Retention TOTALS_ONLY = new Retention(false, false, null);
    private static final String KEY_V1 = "10636865636b6f7574061e";
    private static final String FINGERPRINTS_V1 = "0000000000000001000000000000000202c0b80202000000000000004d";
    private static final String STATISTICS_V1 =
            "000202000202610202020000020200000202020014020002000201020102000200020104303902010200200201020002"
                    + "000200020002010200020002000809156cb102010430390200020102000200";
    private static final CountableEvent EVENT = Fixtures.event("u", "id", "a", "conversion", 12_345L, NOON, NOON + 5);
    private static final CountableEvent VALUELESS = Fixtures.event("u", "id2", "b", "impression", NOON - 9);
    private static final Enrolment ENROLMENT = Fixtures.enrolment("u", 1, NOON, 410_000);
    private static final StatisticsKey KEY = new StatisticsKey(Fixtures.EXPERIMENT, 3, 15);
    private static final UserTotals TOTALS = UserTotals.NONE
            .with(EVENT, Retention.UNDECIDED, Lateness.USUAL)
            .with(ENROLMENT, Retention.UNDECIDED)
            .withDuplicate();

    @Test
    void serialize_thenDeserialize_givesEqualValues() throws IOException {
        for (LogEntry entry : List.of(EVENT, VALUELESS, ENROLMENT, new Heartbeat(NOON))) {
            assertThat(roundTrip(new LogEntrySerializer(), entry)).isEqualTo(entry);
        }
        for (UserTotals totals :
                List.of(UserTotals.NONE, TOTALS, TOTALS.with(VALUELESS, Retention.UNDECIDED, Lateness.USUAL))) {
            PackedTotals packed = PackedTotals.of(totals);
            assertThat(packed.unpack()).isEqualTo(totals);
            assertThat(roundTrip(new UserTotalsSerializer(), packed)).isEqualTo(packed);
        }
        assertThat(roundTrip(new UserKeySerializer(), new UserKey("e", "żółw"))).isEqualTo(new UserKey("e", "żółw"));
        assertThat(roundTrip(new StatisticsKeySerializer(), KEY)).isEqualTo(KEY);
        assertThat(roundTrip(new StatisticsSerializer(), statistics())).isEqualTo(statistics());
        StatisticsChange change = new StatisticsChange(KEY, statistics());
        assertThat(roundTrip(new StatisticsChangeSerializer(), change)).isEqualTo(change);
        ContributionChange contribution =
                new ContributionChange(KEY, Fixtures.METRICS.layout(), Contribution.NOTHING, contribution());
        assertThat(roundTrip(new ContributionChangeSerializer(), contribution)).isEqualTo(contribution);
        VersionMark mark = new VersionMark(KEY, VersionMark.Stage.CLOSED, Fixtures.METRICS.layout(), 3, 128);
        assertThat(roundTrip(new StatisticsInputSerializer(), change)).isEqualTo(change);
        assertThat(roundTrip(new StatisticsInputSerializer(), mark)).isEqualTo(mark);
        assertThat(roundTrip(new ContributionOutputSerializer(), contribution)).isEqualTo(contribution);
        assertThat(roundTrip(new ContributionOutputSerializer(), mark)).isEqualTo(mark);
        StatisticsRow row = new StatisticsRow(KEY, 4, 9, NOON, statistics());
        assertThat(roundTrip(new StatisticsOutputSerializer(), row)).isEqualTo(row);
        assertThat(roundTrip(new StatisticsOutputSerializer(), new OutputEpoch(4, NOON)))
                .isEqualTo(new OutputEpoch(4, NOON));
        assertThat(roundTrip(new DefinitionSerializer(), Fixtures.definition(2, 5, NOON)))
                .isEqualTo(Fixtures.definition(2, 5, NOON));
        Alert alert = new Alert(
                "1", "w", "e", 1, 0, AlertRule.SAMPLE_RATIO, AlertFigures.measured(null, null, 0.001, 1e-5, 9), 5, 6);
        assertThat(roundTrip(new AlertSerializer(), alert)).isEqualTo(alert);
    }

    @Test
    void fingerprints_thereAndBack_knowTheSameIdentities() throws IOException {
        FingerprintSet set = FingerprintSet.of(1, 2, List.of());
        set.add(EVENT, StateLifetimes.USUAL);

        FingerprintSet read = roundTrip(new FingerprintSetSerializer(), set);

        assertThat(read.add(EVENT, StateLifetimes.USUAL)).isFalse();
        assertThat(read.add(VALUELESS, StateLifetimes.USUAL)).isTrue();
    }

    /** Checkpoints hold these bytes: they stay readable in every later version. */
    @Test
    void deserialize_bytesOfVersion1_areUnderstood() throws IOException {
        assertThat(read(reader(new UserTotalsSerializer(), 1), TOTALS_V1).unpack())
                .isEqualTo(TOTALS.kept(TOTALS_ONLY));
        assertThat(read(new StatisticsKeySerializer(), KEY_V1)).isEqualTo(KEY);
        assertThat(read(reader(new StatisticsSerializer(), 1), STATISTICS_V1)).isEqualTo(usualStatistics());
        FingerprintSet set = read(new FingerprintSetSerializer(), FINGERPRINTS_V1);
        assertThat(set.key0()).isEqualTo(1);
        assertThat(set.key1()).isEqualTo(2);
        assertThat(set.days()).hasSize(1);
        assertThat(set.days().get(0).day()).isEqualTo(20_000);
        assertThat(set.days().get(0).fingerprints()).containsExactly(77);
    }

    /** The same for the version after it. */
    @Test
    void deserialize_bytesOfVersion2_areUnderstood() throws IOException {
        assertThat(written(new StatisticsSerializer(), statistics())).isEqualTo(STATISTICS_V2);
        assertThat(read(reader(new UserTotalsSerializer(), 2), TOTALS_V2).unpack())
                .isEqualTo(TOTALS);
        assertThat(read(new StatisticsSerializer(), STATISTICS_V2)).isEqualTo(statistics());
    }

    /** The same for the version after that. */
    @Test
    void deserialize_bytesOfVersion3_areUnderstood() throws IOException {
        assertThat(written(new UserTotalsSerializer(), PackedTotals.of(TOTALS))).isEqualTo(TOTALS_V3);
        assertThat(read(new UserTotalsSerializer(), TOTALS_V3).unpack()).isEqualTo(TOTALS);
    }

    @Test
    void deserialize_epochOfVersion2_holdsNothingForSure() throws IOException {
        assertThat(read(reader(new StatisticsOutputSerializer(), 2), "0008")).isEqualTo(new OutputEpoch(4, 0));
    }

    @Test
    void snapshot_ofAnOlderVersion_isMigrated() throws IOException {
        TypeSerializerSnapshot<PackedTotals> older = new UserTotalsSerializer().snapshotConfiguration();
        older.readSnapshot(1, new DataInputDeserializer(new byte[0]), getClass().getClassLoader());

        assertThat(new UserTotalsSerializer()
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(older)
                        .isCompatibleAfterMigration())
                .isTrue();
    }

    @Test
    void snapshot_ofTheSameVersion_isCompatible() throws IOException {
        TypeSerializerSnapshot<PackedTotals> written = new UserTotalsSerializer().snapshotConfiguration();
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, written);

        TypeSerializerSnapshot<PackedTotals> read = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(new UserTotalsSerializer()
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(read)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(read.restoreSerializer()).isEqualTo(new UserTotalsSerializer());
        assertThat(new UserTotalsSerializer()
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(foreignSnapshot())
                        .isIncompatible())
                .isTrue();
    }

    @Test
    void snapshot_ofANewerVersion_namesTheNewestKnown() {
        TypeSerializerSnapshot<PackedTotals> snapshot = new UserTotalsSerializer().snapshotConfiguration();

        assertThatThrownBy(() -> snapshot.readSnapshot(
                        4, new DataInputDeserializer(new byte[0]), getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state version 4 (newest known: 3)");
    }

    @SuppressWarnings("unchecked") // a snapshot of another serializer's, as after a mix-up of state
    private static TypeSerializerSnapshot<PackedTotals> foreignSnapshot() {
        return (TypeSerializerSnapshot<PackedTotals>)
                (TypeSerializerSnapshot<?>) new UserKeySerializer().snapshotConfiguration();
    }

    private static Contribution contribution() {
        return Contribution.project(
                TOTALS, Fixtures.definition(Fixtures.METRICS, 3, 1, NOON), NOON + 2 * Fixtures.WINDOW);
    }

    private static Statistics statistics() {
        StatisticsAccumulator accumulator = new StatisticsAccumulator(Fixtures.METRICS.layout());
        accumulator.change(Contribution.NOTHING, contribution());
        return accumulator.statistics();
    }

    private static Statistics usualStatistics() {
        StatisticsAccumulator accumulator = new StatisticsAccumulator(MomentLayout.USUAL);
        accumulator.change(
                Contribution.NOTHING, Contribution.project(TOTALS, Fixtures.definition(3, 1, NOON), Long.MIN_VALUE));
        return accumulator.statistics();
    }

    /** The serializer that a checkpoint with bytes of some version is read with. */
    private static <T> TypeSerializer<T> reader(TypeSerializer<T> newest, int version) throws IOException {
        TypeSerializerSnapshot<T> snapshot = newest.snapshotConfiguration();
        snapshot.readSnapshot(version, new DataInputDeserializer(new byte[0]), SerializersTest.class.getClassLoader());
        return snapshot.restoreSerializer();
    }

    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static String resource(String name) {
        try (InputStream stream = SerializersTest.class.getResourceAsStream("/state/bytes/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static <T> String written(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    private static <T> T read(TypeSerializer<T> serializer, String hex) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(HexFormat.of().parseHex(hex)));
    }
}
