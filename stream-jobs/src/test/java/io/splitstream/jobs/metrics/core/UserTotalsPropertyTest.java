package io.splitstream.jobs.metrics.core;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.event.ExperimentEvent;
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

class UserTotalsPropertyTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final ExperimentDefinition DEFINITION = Fixtures.definition(1, 1, NOON - 40 * HOUR, NOON - 9 * HOUR);

    @Property
    void project_eventsInAnyOrder_equalsTheRecount(
            @ForAll("events") List<CountableEvent> events,
            @ForAll("enrolments") List<Enrolment> enrolments,
            @ForAll long seed) {
        List<LogEntry> entries = new ArrayList<>(events);
        entries.addAll(enrolments);
        Collections.shuffle(entries, new Random(seed));

        Contribution streamed = Contribution.project(totalsOf(entries), DEFINITION);

        assertThat(streamed).isEqualTo(RecountedUser.contribution(events, enrolments, DEFINITION));
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

        Contribution streamed = Contribution.project(totalsOf(List.copyOf(events)), DEFINITION);

        assertThat(streamed).isEqualTo(RecountedUser.contribution(events, List.of(), DEFINITION));
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
                        Arbitraries.longs().between(NOON, NOON + 3))
                .as((epoch, assignedAt) -> new Enrolment(Shards.of("u"), Fixtures.EXPERIMENT, "u", epoch, assignedAt))
                .list()
                .ofMaxSize(3);
    }

    private static UserTotals totalsOf(List<LogEntry> entries) {
        UserTotals totals = UserTotals.NONE;
        for (LogEntry entry : entries) {
            if (entry instanceof CountableEvent event) {
                totals = totals.with(event);
            } else if (entry instanceof Enrolment enrolment) {
                totals = totals.with(enrolment);
            }
        }
        return totals;
    }
}
