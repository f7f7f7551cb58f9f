package io.splitstream.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RequestRatesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = NOW;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final RequestRates rates = new RequestRates(2, clock);

    @Test
    void take_moreThanTheRateInASecond_isRefusedUntilTheNext() {
        assertThat(rates.take(caller("a"))).isTrue();
        assertThat(rates.take(caller("a"))).isTrue();
        assertThat(rates.take(caller("a"))).isFalse();
        assertThat(rates.take(caller("b"))).isTrue();

        now = NOW.plusSeconds(1);

        assertThat(rates.take(caller("a"))).isTrue();
    }

    private static Principal caller(String subject) {
        return new Principal(subject, Role.CREW, "w1", null, NOW.plusSeconds(60));
    }
}
