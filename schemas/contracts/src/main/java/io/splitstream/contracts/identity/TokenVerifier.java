package io.splitstream.contracts.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * Verifies bearer tokens signed with HS256. Safe for use by several threads.
 *
 * <p>A token names its algorithm itself, so only the one on the allow-list is looked at: {@code none} and every
 * other are refused before any key is touched. Claims: {@code sub}, {@code role}, {@code workspace_id},
 * {@code exp}; optional {@code nbf} and {@code surface}.
 */
public final class TokenVerifier {
    private static final int MAX_TOKEN_LENGTH = 8192;
    private static final int MAX_CLAIM_LENGTH = 256;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final MACVerifier signatures;
    private final Clock clock;

    /**
     * @param secret the key, 32 bytes of UTF-8 or more
     * @param clock tells whether a token has expired
     */
    public TokenVerifier(String secret, Clock clock) {
        try {
            this.signatures = new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the secret is too short for HS256 (expected: 32 bytes or more)", e);
        }
        this.clock = clock;
    }

    /** Whether a token holds, and whose it is. Never throws for what a token says. */
    public Verification verify(String token) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return new Verification.Rejected("token is longer than " + MAX_TOKEN_LENGTH + " characters");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
                return new Verification.Rejected("token is not signed with an accepted algorithm");
            }
            if (!jwt.verify(signatures)) {
                return new Verification.Rejected("token signature does not match");
            }
            return check(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return new Verification.Rejected("token is malformed");
        }
    }

    private Verification check(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        if (expiry == null) {
            return new Verification.Rejected("token has no expiry (claim exp)");
        }
        if (!now.isBefore(expiry.toInstant())) {
            return new Verification.Rejected("token has expired");
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.plus(CLOCK_SKEW).isBefore(notBefore.toInstant())) {
            return new Verification.Rejected("token is not valid yet");
        }
        String subject = claims.getSubject();
        String workspace = claims.getStringClaim("workspace_id");
        String roleText = claims.getStringClaim("role");
        if (!usable(subject) || !usable(workspace) || roleText == null) {
            return new Verification.Rejected("token lacks one of the claims sub, role, workspace_id");
        }
        Optional<Role> role = Role.named(roleText);
        if (role.isEmpty()) {
            return new Verification.Rejected("token has an unknown role (expected: admin, crew or guest)");
        }
        return new Verification.Accepted(
                new Principal(subject, role.get(), workspace, claims.getStringClaim("surface"), expiry.toInstant()));
    }

    private static boolean usable(String claim) {
        return claim != null && !claim.isBlank() && claim.length() <= MAX_CLAIM_LENGTH;
    }
}
