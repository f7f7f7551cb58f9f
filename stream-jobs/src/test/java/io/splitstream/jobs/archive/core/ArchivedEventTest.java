package io.splitstream.jobs.archive.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.event.ExperimentEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArchivedEventTest {
    private static final long WEEK = Duration.ofDays(7).toMillis();

    @Test
    void version_isTwoToThe63LessTheOffset() {
        assertThat(Long.toUnsignedString(archived(0, 0).version())).isEqualTo("9223372036854775808");
        assertThat(Long.toUnsignedString(archived(5, 0).version())).isEqualTo("9223372036854775803");
    }

    @Test
    void version_lowerOffset_isLarger() {
        assertThat(Long.compareUnsigned(archived(7, 0).version(), archived(8, 0).version()))
                .isPositive();
        assertThat(Long.compareUnsigned(archived(0, 0).version(), archived(1, 0).version()))
                .isPositive();
    }

    @Test
    void late_loggedOverSevenDaysAfterItsTime_isTrue() {
        assertThat(archived(0, WEEK).late()).isFalse();
        assertThat(archived(0, WEEK + 1).late()).isTrue();
    }

    private static ArchivedEvent archived(long offset, long loggedAt) {
        return new ArchivedEvent(
                new ExperimentEvent(
                        "id", "w", "e", "a", "u", "click", null, null, null, 0, false, 0, "collect", "other", ""),
                0,
                offset,
                loggedAt);
    }
}
