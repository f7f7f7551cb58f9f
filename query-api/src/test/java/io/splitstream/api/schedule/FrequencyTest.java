package io.splitstream.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyTest {
    @ParameterizedTest
    @CsvSource({
        "DAILY, 1, 2026-03-16T08:59:59Z, 2026-03-16T09:00:00Z",
        "DAILY, 1, 2026-03-16T09:00:00Z, 2026-03-17T09:00:00Z",
        "WEEKLY, 1, 2026-03-16T08:00:00Z, 2026-03-16T09:00:00Z",
        "WEEKLY, 1, 2026-03-16T10:00:00Z, 2026-03-23T09:00:00Z",
        "WEEKLY, 7, 2026-03-16T10:00:00Z, 2026-03-22T09:00:00Z",
        "MONTHLY, 1, 2026-03-16T10:00:00Z, 2026-04-06T09:00:00Z",
        "MONTHLY, 3, 2026-04-01T08:00:00Z, 2026-04-01T09:00:00Z",
        "MONTHLY, 3, 2026-12-31T10:00:00Z, 2027-01-06T09:00:00Z",
    })
    void next_isTheFirstNineOClockThatIsMeant(Frequency frequency, int day, Instant after, Instant expected) {
        assertThat(frequency.next(DayOfWeek.of(day), after)).isEqualTo(expected);
    }
}
