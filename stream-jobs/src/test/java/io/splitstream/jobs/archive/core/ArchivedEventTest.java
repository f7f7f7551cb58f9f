package io.splitstream.jobs.archive.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.event.EventSource;
import io.splitstream.contracts.event.EventView;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.event.Interaction;
import io.splitstream.contracts.event.InteractionType;
import io.splitstream.jobs.core.Lateness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArchivedEventTest {
    private static final long WEEK = Duration.ofDays(7).toMillis();

    @Test
    void of_interaction_keepsAllOfIt() {
        Interaction click = new Interaction(
                "i1",
                "ws",
                "job",
                "B",
                "t",
                "s",
                InteractionType.CLICK,
                "#\"buy\"",
                null,
                "{\"x\":1}",
                5,
                true,
                6,
                "other",
                "::");

        EventSource event = ArchivedEvent.of(click, 1, 2, 7).event();

        assertThat(event.experimentId()).hasToString("job");
        assertThat(event.variantId()).hasToString("B");
        assertThat(event.userId()).hasToString("t");
        assertThat(event.sessionId()).hasToString("s");
        assertThat(event.eventType()).hasToString("click");
        assertThat(event.source()).hasToString("session");
        assertThat(event.data()).hasToString("{\"target\":\"#\\\"buy\\\"\",\"data\":{\"x\":1}}");
        assertThat(event.timestampReplaced()).isTrue();
    }

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
        assertThat(archived(0, WEEK).late(Lateness.USUAL)).isFalse();
        assertThat(archived(0, WEEK + 1).late(Lateness.USUAL)).isTrue();
    }

    private static ArchivedEvent archived(long offset, long loggedAt) {
        return new ArchivedEvent(
                EventView.of(new ExperimentEvent(
                        "id", "w", "e", "a", "u", "click", null, null, null, 0, false, 0, "collect", "other", "")),
                0,
                offset,
                loggedAt);
    }
}
