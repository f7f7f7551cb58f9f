package io.splitstream.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.splitstream.contracts.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final String SECRET = "a secret of at least 32 characters!".repeat(2);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final TokenVerifier verifier = new TokenVerifier(SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void verify_goodToken_givesThePrincipal() throws JOSEException {
        String token = sign(claims().claim("surface", "flows").build(), JWSAlgorithm.HS256, SECRET);

        assertThat(verifier.verify(token))
                .isEqualTo(new Verification.Accepted(
                        new Principal("user-1", Role.CREW, "dev", "flows", NOW.plusSeconds(60))));
    }

    @Test
    void verify_surface_isTheTokensOwnElseItsIssuers() throws JOSEException {
        TokenSettings settings = TokenSettings.of(Settings.load(
                Map.of("SPLITSTREAM_JWT_SECRET", SECRET, "SPLITSTREAM_JWT_SURFACES", "https://id.example/?a=b=flows"),
                TokenSettings.DECLARED));
        TokenVerifier configured = new TokenVerifier(settings, Clock.fixed(NOW, ZoneOffset.UTC));
        JWTClaimsSet.Builder theirs = claims().issuer("https://id.example/?a=b");

        assertThat(surface(configured, theirs.build())).isEqualTo("flows");
        assertThat(surface(configured, claims().issuer("https://other.example").build()))
                .isNull();
        assertThat(surface(configured, theirs.claim("surface", "sommos").build()))
                .isEqualTo("sommos");
    }

    private static @Nullable String surface(TokenVerifier by, JWTClaimsSet claims) throws JOSEException {
        Verification verification = by.verify(sign(claims, JWSAlgorithm.HS256, SECRET));
        assertThat(verification).isInstanceOf(Verification.Accepted.class);
        return ((Verification.Accepted) verification).principal().surfaceName();
    }

    @Test
    void verify_expired_isRejected() throws JOSEException {
        assertRejected(sign(claims().expirationTime(Date.from(NOW)).build(), JWSAlgorithm.HS256, SECRET), "expired");
    }

    @Test
    void verify_withoutExpiry_isRejected() throws JOSEException {
        assertRejected(sign(claims().expirationTime(null).build(), JWSAlgorithm.HS256, SECRET), "no expiry");
    }

    @Test
    void verify_notYetValid_isRejected() throws JOSEException {
        Date later = Date.from(NOW.plus(Duration.ofMinutes(5)));
        assertRejected(sign(claims().notBeforeTime(later).build(), JWSAlgorithm.HS256, SECRET), "not valid yet");
    }

    @Test
    void verify_signedWithAnotherKey_isRejected() throws JOSEException {
        assertRejected(sign(claims().build(), JWSAlgorithm.HS256, "x".repeat(64)), "signature");
    }

    @Test
    void verify_strongerButUnlistedAlgorithm_isRejected() throws JOSEException {
        assertRejected(sign(claims().build(), JWSAlgorithm.HS512, SECRET), "algorithm");
    }

    @Test
    void verify_algNone_isRejected() {
        assertRejected(new PlainJWT(claims().build()).serialize(), "malformed");
    }

    @Test
    void verify_unknownRole_isRejected() throws JOSEException {
        assertRejected(sign(claims().claim("role", "root").build(), JWSAlgorithm.HS256, SECRET), "role");
    }

    @Test
    void verify_withoutWorkspace_isRejected() throws JOSEException {
        assertRejected(sign(claims().claim("workspace_id", null).build(), JWSAlgorithm.HS256, SECRET), "workspace_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJIUzI1NiJ9..", "....", "\u0000"})
    void verify_garbage_isRejectedNotThrown(String token) {
        assertThat(verifier.verify(token)).isInstanceOf(Verification.Rejected.class);
    }

    @Test
    void verify_anotherTextOfAGoodSignature_isRejected() throws JOSEException {
        String token = sign(claims().build(), JWSAlgorithm.HS256, SECRET);
        assertThat(verifier.verify(token)).isInstanceOf(Verification.Accepted.class);

        int last = token.length() - 1;
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char same = letters.charAt(letters.indexOf(token.charAt(last)) ^ 1);
        assertRejected(token.substring(0, last) + same, "malformed");
        assertRejected(token + "=", "malformed");
        assertRejected(token + "!", "malformed");
        assertRejected(token + "\n", "malformed");
        assertRejected(" " + token, "malformed");
        assertRejected(token.replaceFirst("(.)$", "*$1"), "malformed");
        assertRejected(token + ".", "malformed");
    }

    @Test
    void verify_hugeToken_isRejectedUnread() {
        assertRejected("a".repeat(8193), "longer than 8192");
    }

    private void assertRejected(String token, String reason) {
        assertThat(verifier.verify(token))
                .isInstanceOfSatisfying(Verification.Rejected.class, rejected -> assertThat(rejected.reason())
                        .contains(reason));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("user-1")
                .claim("role", "crew")
                .claim("workspace_id", "dev")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, String secret) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }
}
