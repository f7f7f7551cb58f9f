package io.splitstream.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.evidence.Cells;
import io.splitstream.contracts.metric.MomentLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");

    private static final ExperimentDefinition DEFINITION = new ExperimentDefinition(
            "e",
            "w",
            "name",
            ExperimentStatus.RUNNING,
            1,
            1,
            List.of(),
            List.of(new WeightEpoch(0, 0, Map.of())),
            null);

    private final SettableClock clock = new SettableClock();
    private final FakeResultSource source = new FakeResultSource();
    private final Segments segments = new Segments(new Results(source, clock), source, new ArchiveReads(), clock);

    @Test
    void of_archiveHasNotSaidHowFarItReaches_isNothing() {
        SegmentedResults results = segments.of(DEFINITION, "device");

        assertThat(results.completeUntil()).isNull();
        assertThat(results.segments()).isEmpty();
        assertThat(source.recounted()).isZero();
    }

    @Test
    void of_valuesCome_byUsersThenNoneThenOther() {
        completeUntil(EARLY);
        source.segments(List.of(
                segment(Segment.Kind.NONE, null, 9),
                segment(Segment.Kind.OTHER, null, 8),
                segment(Segment.Kind.VALUE, "tablet", 2),
                segment(Segment.Kind.VALUE, "desktop", 2),
                segment(Segment.Kind.VALUE, "mobile", 5)));

        assertThat(segments.of(DEFINITION, "device").segments())
                .extracting(segment -> segment.kind() + ":" + segment.value())
                .containsExactly("VALUE:mobile", "VALUE:desktop", "VALUE:tablet", "NONE:null", "OTHER:null");
    }

    @Test
    void of_askedAgainWithinTenSeconds_countsOnce() {
        completeUntil(EARLY);
        segments.of(DEFINITION, "device");
        completeUntil(EARLY.plusSeconds(9));
        clock.advance(Duration.ofMillis(9_999));
        segments.of(DEFINITION, "device");
        assertThat(source.recounted()).isOne();

        clock.advance(Duration.ofMillis(1));
        segments.of(DEFINITION, "device");
        assertThat(source.recounted()).isEqualTo(2);
    }

    @Test
    void of_archiveStandsStill_isNotCountedAgain() {
        completeUntil(EARLY);
        segments.of(DEFINITION, "device");
        clock.advance(Duration.ofMinutes(1));
        segments.of(DEFINITION, "device");

        assertThat(source.recounted()).isOne();
    }

    @Test
    void of_otherAttribute_isCountedApart() {
        completeUntil(EARLY);
        segments.of(DEFINITION, "device");
        segments.of(DEFINITION, "plan");

        assertThat(source.recounted()).isEqualTo(2);
    }

    private void completeUntil(Instant time) {
        source.statistics(new ExperimentStatistics(1, Cells.NONE, 0, 0, 0, 0, time));
    }

    private static Segment segment(Segment.Kind kind, @Nullable String value, long users) {
        Cell cell = new Cell("a", 0, users, users, MomentLayout.USUAL, List.of(), List.of(), List.of(), List.of());
        return new Segment(kind, value, new ExperimentStatistics(1, new Cells(List.of(cell)), 0, 0, 0, 0, EARLY));
    }
}
