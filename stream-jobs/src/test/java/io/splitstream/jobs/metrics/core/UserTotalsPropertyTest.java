package io.splitstream.jobs.metrics.core;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.jobs.core.Lateness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class UserTotalsPropertyTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final ExperimentDefinition DEFINITION = Fixtures.definition(1, 1, NOON - 40 * HOUR, NOON - 9 * HOUR);
    private static final ExperimentDefinition RICH =
            Fixtures.definition(Fixtures.METRICS, 1, 1, NOON - 40 * HOUR, NOON - 9 * HOUR);

    @Property
    void project_eventsInAnyOrder_equalsTheRecount(
            @ForAll("events") List<CountableEvent> events,
            @ForAll("enrolments") List<Enrolment> enrolments,
            @ForAll long seed) {
        List<LogEntry> entries = new ArrayList<>(events);
        entries.addAll(enrolments);
        Collections.shuffle(entries, new Random(seed));

        Contribution streamed = Contribution.project(totalsOf(entries), DEFINITION, Long.MIN_VALUE);

        assertThat(streamed).isEqualTo(RecountedUser.contribution(events, enrolments, DEFINITION, Long.MIN_VALUE));
    }

    @Property
    void project_metricsOfItsOwn_equalTheRecountAtAnyTime(
            @ForAll("events") List<CountableEvent> events,
            @ForAll("enrolments") List<Enrolment> enrolments,
            @ForAll long seed,
            @ForAll @LongRange(min = -43_200_000, max = 43_200_000) long sinceNoon) {
        long maturedUntil = NOON + sinceNoon;
        List<LogEntry> entries = new ArrayList<>(events);
        entries.addAll(enrolments);
        Collections.shuffle(entries, new Random(seed));

        Contribution streamed = Contribution.project(totalsOf(entries), RICH, maturedUntil);

        assertThat(streamed).isEqualTo(RecountedUser.contribution(events, enrolments, RICH, maturedUntil));
    }

    @Property
    void kept_droppedSoonerOrLater_givesTheSameTotals(
            @ForAll("events") List<CountableEvent> events,
            @ForAll("enrolments") List<Enrolment> enrolments,
            @ForAll long seed,
            @ForAll @IntRange(max = 30) int known) {
        List<LogEntry> entries = new ArrayList<>(events);
        entries.addAll(enrolments);
        Collections.shuffle(entries, new Random(seed));
        for (Retention retention : List.of(Retention.of(DEFINITION), Retention.of(RICH))) {
            UserTotals early = UserTotals.NONE;
            for (int i = 0; i < entries.size(); i++) {
                early = i < known ? with(early, entries.get(i), Retention.UNDECIDED) : early.kept(retention);
                early = i < known ? early : with(early, entries.get(i), retention);
            }

            assertThat(early.kept(retention)).isEqualTo(totalsOf(entries).kept(retention));
        }
        assertThat(totalsOf(entries).kept(Retention.of(DEFINITION)).journal()).isEqualTo(Journal.NONE);
    }

    @Property
    void with_eventsInAnyOrder_givesTheSameTotals(@ForAll("events") List<CountableEvent> events, @ForAll long seed) {
        List<LogEntry> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(totalsOf(shuffled)).isEqualTo(totalsOf(List.copyOf(events)));
    }

    @Example
    void project_totalBeyondTheBound_isHeldWhateverTheOrder() {
        long most = ExperimentEvent.MAX_VALUE;
        List<CountableEvent> events = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            events.add(Fixtures.event("u", "id" + i, "a", "conversion", most, NOON, NOON));
        }
        for (int i = 0; i < 400; i++) {
            events.add(Fixtures.event("u", "less" + i, "a", "conversion", -most, NOON, NOON));
        }

        Contribution streamed = Contribution.project(totalsOf(List.copyOf(events)), DEFINITION, NOON);

        assertThat(streamed).isEqualTo(RecountedUser.contribution(events, List.of(), DEFINITION, NOON));
        assertThat(streamed.measures().at(7)).isEqualTo(UserMeasures.MAX_TOTAL);
    }

    @Provide
    Arbitrary<List<CountableEvent>> events() {
        return Combinators.combine(
                        Arbitraries.of("a", "a", "a", "a", "b"),
                        Arbitraries.of("impression", "click", "conversion", "rating", "signup"),
                        Arbitraries.longs().between(-50_000, 50_000).injectNull(0.4),
                        Arbitraries.longs().between(NOON - 170 * HOUR, NOON),
                        Arbitraries.integers())
                .as((variant, type, value, timestamp, id) ->
                        Fixtures.event("u", "id" + id, variant, type, value, timestamp, NOON))
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Enrolment>> enrolments() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs()
                                .between(NOON - 12 * HOUR, NOON)
                                .edgeCases(edges -> edges.includeOnly(NOON - 12 * HOUR, NOON - 7 * HOUR)),
                        Arbitraries.longs().between(-5, 5))
                .as((epoch, assignedAt, age) -> Fixtures.enrolment("u", epoch, assignedAt, age))
                .list()
                .ofMaxSize(3);
    }

    private static UserTotals totalsOf(List<LogEntry> entries) {
        UserTotals totals = UserTotals.NONE;
        for (LogEntry entry : entries) {
            totals = with(totals, entry, Retention.UNDECIDED);
        }
        return totals;
    }

    private static UserTotals with(UserTotals totals, LogEntry entry, Retention retention) {
        if (entry instanceof CountableEvent event) {
            return totals.with(event, retention, Lateness.USUAL);
        }
        return totals.with((Enrolment) entry, retention);
    }
}
