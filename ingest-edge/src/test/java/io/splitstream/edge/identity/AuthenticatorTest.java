package io.splitstream.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.splitstream.contracts.identity.RevokedToken;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.identity.TokenHash;
import io.splitstream.contracts.identity.TokenVerifier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AuthenticatorTest {
    private static final String SECRET = "a secret of thirty-two characters";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MovableClock clock = new MovableClock();
    private final RevokedTokens revoked = new RevokedTokens(clock);
    private final Authenticator authenticator = new Authenticator(new TokenVerifier(SECRET, clock), revoked, clock);

    @Test
    void authenticate_bearer_isKnown() {
        assertThat(bearer(token(SECRET))).isInstanceOfSatisfying(Authentication.Known.class, known -> {
            assertThat(known.principal().subject()).isEqualTo("u1");
            assertThat(known.principal().role()).isEqualTo(Role.GUEST);
            assertThat(known.principal().workspaceId()).isEqualTo("ws1");
        });
    }

    @Test
    void authenticate_rememberedToken_stillExpires() {
        String token = token(SECRET);
        assertThat(bearer(token)).isInstanceOf(Authentication.Known.class);

        clock.now = START.plusSeconds(59);
        assertThat(bearer(token)).isInstanceOf(Authentication.Known.class);
        clock.now = START.plusSeconds(60);
        assertThat(bearer(token)).isEqualTo(new Authentication.Unauthorized("token has expired"));
    }

    @Test
    void authenticate_forgedOrUnsigned_isUnauthorized() {
        assertThat(bearer(token("another secret of thirty-two chars")))
                .isEqualTo(new Authentication.Unauthorized("token signature does not match"));
        assertThat(bearer(new PlainJWT(claims()).serialize())).isInstanceOf(Authentication.Unauthorized.class);
        assertThat(bearer("x")).isInstanceOf(Authentication.Unauthorized.class);
        assertThat(bearer("")).isInstanceOf(Authentication.Unauthorized.class);
        assertThat(authenticate("Basic dTpw", null, null)).isInstanceOf(Authentication.Unauthorized.class);
        assertThat(authenticate(null, null, null)).isInstanceOf(Authentication.Unauthorized.class);
    }

    @Test
    void authenticate_changedSignatureOfRememberedToken_isUnauthorized() {
        String token = token(SECRET);
        assertThat(bearer(token)).isInstanceOf(Authentication.Known.class);
        int place = token.lastIndexOf('.') + 1;
        char other = token.charAt(place) == 'A' ? 'B' : 'A';

        assertThat(bearer(token.substring(0, place) + other + token.substring(place + 1)))
                .isInstanceOf(Authentication.Unauthorized.class);
    }

    @Test
    void authenticate_revokedToken_isUnauthorizedThoughItIsRemembered() {
        String token = token(SECRET);
        assertThat(bearer(token)).isInstanceOf(Authentication.Known.class);

        RevokedToken revocation =
                new RevokedToken(TokenHash.hex(token), START.plusSeconds(60).toEpochMilli());
        assertThat(revoked.accept(revocation)).isTrue();
        assertThat(revoked.accept(revocation)).as("known before").isFalse();

        assertThat(bearer(token)).isInstanceOfSatisfying(Authentication.Unauthorized.class, unauthorized -> assertThat(
                        unauthorized.message())
                .contains("revoked"));
    }

    @Test
    void authenticate_revokedTokenInAnotherText_isUnauthorized() {
        String token = token(SECRET);
        revoked.accept(
                new RevokedToken(TokenHash.hex(token), START.plusSeconds(60).toEpochMilli()));

        int last = token.length() - 1;
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char same = letters.charAt(letters.indexOf(token.charAt(last)) ^ 1);
        assertThat(bearer(token + "=")).isInstanceOf(Authentication.Unauthorized.class);
        assertThat(bearer(token.substring(0, last) + same)).isInstanceOf(Authentication.Unauthorized.class);
    }

    @Test
    void revokedTokens_expired_areForgotten() {
        assertThat(revoked.accept(new RevokedToken(TokenHash.hex("a"), START.toEpochMilli())))
                .as("expired when it comes")
                .isFalse();
        assertThat(revoked.accept(new RevokedToken(
                        TokenHash.hex("b"), START.plusSeconds(1).toEpochMilli())))
                .isTrue();
        clock.now = START.plusSeconds(2);
        assertThat(revoked.accept(new RevokedToken(
                        TokenHash.hex("c"), START.plusSeconds(9).toEpochMilli())))
                .isTrue();
        assertThat(revoked.all()).hasSize(1);
    }

    @Test
    void authenticate_cookie_needsAnOriginOfThisSite() {
        String cookie = "theme=dark; sommos_access_token=" + token(SECRET);

        assertThat(authenticate(null, cookie, "https://Shop.example")).isInstanceOf(Authentication.Known.class);
        assertThat(authenticate(null, cookie, "https://shop.example:8443")).isInstanceOf(Authentication.Known.class);
        for (String origin : new String[] {null, "null", "https://evil.example", "https://shop.example.evil", "%%"}) {
            assertThat(authenticate(null, cookie, origin)).isInstanceOf(Authentication.Forbidden.class);
        }
    }

    private Authentication bearer(String token) {
        return authenticate("Bearer " + token, null, null);
    }

    private Authentication authenticate(
            @Nullable String authorization, @Nullable String cookie, @Nullable String origin) {
        return authenticator.authenticate(new Credentials(authorization, cookie, origin, "shop.example:8090"));
    }

    private static String token(String secret) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims());
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .subject("u1")
                .claim("role", "guest")
                .claim("workspace_id", "ws1")
                .expirationTime(Date.from(START.plusSeconds(60)))
                .build();
    }

    private static final class MovableClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("a zone is not needed");
        }
    }
}
