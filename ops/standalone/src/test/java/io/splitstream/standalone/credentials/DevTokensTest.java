package io.splitstream.standalone.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.identity.TokenVerifier;
import io.splitstream.contracts.identity.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DevTokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final DevTokens tokens = DevTokens.mint(SECRET, NOW);

    @Test
    void mint_eachRole_isWhatTheServicesAccept() {
        assertThat(principal(tokens.admin()).role()).isEqualTo(Role.ADMIN);
        assertThat(principal(tokens.admin()).subject()).isEqualTo("dev-admin");
        assertThat(principal(tokens.crew()).role()).isEqualTo(Role.CREW);
        assertThat(principal(tokens.guest()).role()).isEqualTo(Role.GUEST);
        assertThat(principal(tokens.guest()).workspaceId()).isEqualTo("dev");
    }

    @Test
    void mint_flows_isAnAdminOfThatSurface() {
        assertThat(principal(tokens.flows()).role()).isEqualTo(Role.ADMIN);
        assertThat(principal(tokens.flows()).surface()).contains("flows");
        assertThat(principal(tokens.admin()).surface()).isEmpty();
    }

    @Test
    void mint_afterItsLifetime_holdsNoMore() {
        assertThat(verify(tokens.admin(), NOW.plus(DevTokens.LIFETIME).plus(Duration.ofSeconds(1))))
                .isInstanceOf(Verification.Rejected.class);
    }

    private static Principal principal(String token) {
        return ((Verification.Accepted) verify(token, NOW.plusSeconds(60))).principal();
    }

    private static Verification verify(String token, Instant now) {
        return new TokenVerifier(SECRET, Clock.fixed(now, ZoneOffset.UTC)).verify(token);
    }
}
