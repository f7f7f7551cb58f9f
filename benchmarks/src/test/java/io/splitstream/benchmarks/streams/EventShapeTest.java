package io.splitstream.benchmarks.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.metrics.core.CountableEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EventShapeTest {
    private static final int EVENTS = 100_000;
    private static final Offset<Double> ROUGHLY = Offset.offset(0.02);

    @Test
    void event_everyTenth_isACopyOfAnEarlierOne() {
        Set<List<String>> seen = new HashSet<>();
        for (CountableEvent event : events(new EventShape(2_000, 0, 0))) {
            seen.add(List.of(event.experimentId(), event.userId(), event.eventId()));
        }

        assertThat((long) seen.size()).isEqualTo(EventShape.ids(EVENTS));
    }

    @Test
    void event_ofAUser_isInOneExperimentAndVariant() {
        List<CountableEvent> events = events(new EventShape(2_000, 0, 0));

        long places = events.stream()
                .map(event -> List.of(event.experimentId(), event.userId(), event.variantId()))
                .distinct()
                .count();
        assertThat(places)
                .isEqualTo(
                        events.stream().map(CountableEvent::userId).distinct().count());
    }

    @Test
    void event_hotExperiment_hasItsShareOfTheEvents() {
        List<CountableEvent> events = events(new EventShape(20_000, 0.99, 0));

        assertThat(share(events.stream()
                        .filter(event -> event.experimentId().equals("exp_0"))
                        .count()))
                .isCloseTo(0.99, ROUGHLY);
        assertThat(events.stream().map(CountableEvent::experimentId).distinct()).hasSize(EventShape.EXPERIMENTS);
    }

    @Test
    void event_hotUser_hasItsShareOfTheEvents() {
        List<CountableEvent> events = events(new EventShape(20_000, 0, 0.3));

        assertThat(share(events.stream()
                        .filter(event -> event.userId().equals("user-0"))
                        .count()))
                .isCloseTo(0.3, ROUGHLY);
    }

    @Test
    void measured_overALine_staysTheSame() {
        Measured measured = new Measured(22_222_220, 61.5, 98.25, 1_234_567_890L);

        assertThat(Measured.of(List.of("some warning", measured.line()))).isEqualTo(measured);
    }

    private static List<CountableEvent> events(EventShape shape) {
        return LongStream.range(0, EVENTS).mapToObj(shape::event).toList();
    }

    private static double share(long count) {
        return (double) count / EVENTS;
    }
}
