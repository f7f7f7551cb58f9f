package io.splitstream.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.identity.TokenVerifier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Admission admission = new Admission(new TokenVerifier(SECRET, Clock.fixed(NOW, ZoneOffset.UTC)));

    @Test
    void admit_bearerOfAnAllowedRole_isLetIn() {
        assertThat(admit(new Credentials("Bearer " + token("admin"), null, true, null, null), Role.ADMIN))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void admit_roleNotAllowed_isForbiddenAndSaysWhoMay() {
        Refusal refusal =
                refusal(admit(new Credentials("Bearer " + token("guest"), null, false, null, null), Role.ADMIN));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusal.message()).isEqualTo("Role guest may not do this (allowed: admin).");
    }

    @Test
    void admit_nothing_isUnauthorized() {
        assertThat(refusal(admit(new Credentials(null, null, false, null, null), Role.ADMIN))
                        .kind())
                .isEqualTo(Refusal.Kind.UNAUTHORIZED);
    }

    @Test
    void admit_basicAuthorization_isUnauthorized() {
        assertThat(refusal(admit(new Credentials("Basic abc", null, false, null, null), Role.ADMIN))
                        .kind())
                .isEqualTo(Refusal.Kind.UNAUTHORIZED);
    }

    @Test
    void admit_cookieForReading_needsNoOrigin() {
        assertThat(admit(cookie(false, null), Role.ADMIN)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void admit_cookieForAChange_needsTheSiteAsOrigin() {
        assertThat(admit(cookie(true, "http://api.test:8080"), Role.ADMIN)).isInstanceOf(Outcome.Done.class);
        for (String origin : new @Nullable String[] {null, "null", "https://evil.test", "http://api.test.evil.test"}) {
            assertThat(refusal(admit(cookie(true, origin), Role.ADMIN)).kind())
                    .as("%s", origin)
                    .isEqualTo(Refusal.Kind.FORBIDDEN);
        }
    }

    private Outcome<Principal> admit(Credentials credentials, Role role) {
        return admission.admit(credentials, Set.of(role));
    }

    private static Credentials cookie(boolean changes, @Nullable String origin) {
        return new Credentials(null, token("admin"), changes, origin, "api.test:8080");
    }

    private static String token(String role) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("s")
                .claim("role", role)
                .claim("workspace_id", "w1")
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .build();
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            jwt.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static Refusal refusal(Outcome<Principal> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<Principal>) outcome).refusal();
    }
}
