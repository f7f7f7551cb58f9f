package io.splitstream.api.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.evidence.Cells;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock();
    private final FakeResultSource source = new FakeResultSource();
    private final Results results = new Results(source, clock);

    @Test
    void of_askedAgainWithin200Milliseconds_asksTheStoreOnce() {
        source.statistics(upTo(EARLY, 1));
        results.of("e");
        clock.advance(Duration.ofMillis(199));
        results.of("e");
        assertThat(source.asked()).isOne();

        clock.advance(Duration.ofMillis(1));
        results.of("e");
        assertThat(source.asked()).isEqualTo(2);
    }

    @Test
    void of_storeSaysAnOlderState_keepsTheNewerOne() {
        source.statistics(upTo(EARLY.plusSeconds(10), 7));
        results.of("e");
        clock.advance(Duration.ofSeconds(1));
        source.statistics(upTo(EARLY, 3));

        ExperimentStatistics seen = results.of("e");

        assertThat(seen.events()).isEqualTo(7);
        assertThat(seen.completeUntil()).isEqualTo(EARLY.plusSeconds(10));
    }

    @Test
    void of_fewerEventsUnderTheSameTime_keepsWhatWasShown() {
        source.statistics(upTo(EARLY, 7));
        results.of("e");
        clock.advance(Duration.ofSeconds(1));
        source.statistics(upTo(EARLY, 3));

        assertThat(results.of("e").events()).isEqualTo(7);
    }

    @Test
    void of_fewerEventsAndTheJobLittleFurther_keepsWhatWasShown() {
        source.statistics(upTo(EARLY, 7));
        results.of("e");
        clock.advance(Duration.ofSeconds(1));
        source.statistics(upTo(EARLY.plusSeconds(5), 6));

        assertThat(results.of("e").events()).isEqualTo(7);
    }

    @Test
    void of_fewerEventsOnceTheJobHasClearlyPassed_showsThem() {
        source.statistics(upTo(EARLY, 7));
        results.of("e");
        clock.advance(Duration.ofSeconds(10));
        source.statistics(upTo(EARLY.plusSeconds(6), 3));

        assertThat(results.of("e").events()).isEqualTo(3);
    }

    @Test
    void of_noProgressAtAll_isWithoutTime() {
        assertThat(results.of("e").completeUntil()).isNull();
    }

    @Test
    void of_afterAnOutage_neverGoesBackBehindWhatWasSeenBefore() {
        source.statistics(upTo(EARLY.plusSeconds(10), 7));
        results.of("e");
        clock.advance(Duration.ofSeconds(1));
        source.failure(new UnavailableException("away", null));
        assertThatThrownBy(() -> results.of("e")).isInstanceOf(UnavailableException.class);
        source.failure(null);
        source.statistics(upTo(EARLY, 3));
        clock.advance(Duration.ofSeconds(1));

        assertThat(results.of("e").events()).isEqualTo(7);
    }

    private static ExperimentStatistics upTo(@Nullable Instant until, long events) {
        return new ExperimentStatistics(1, Cells.NONE, 0, events, 0, 0, until);
    }
}
