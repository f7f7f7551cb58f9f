package io.splitstream.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {
    private final RestartBackoff backoff = new RestartBackoff();

    @Test
    void afterDeath_first_waitsALittle() {
        assertThat(backoff.afterDeath(Duration.ofHours(1))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void afterDeath_quickDeaths_doublesButStaysUnderFiveSeconds() {
        Duration longest = Duration.ZERO;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            longest = backoff.afterDeath(Duration.ofMillis(10));
            assertThat(longest).isGreaterThanOrEqualTo(before).isLessThan(Duration.ofSeconds(5));
            before = longest;
        }
        assertThat(longest).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void afterDeath_longLifeBetween_startsAnew() {
        for (int i = 0; i < 5; i++) {
            backoff.afterDeath(Duration.ZERO);
        }
        assertThat(backoff.afterDeath(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(200));
    }
}
