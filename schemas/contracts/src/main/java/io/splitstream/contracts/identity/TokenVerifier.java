package io.splitstream.contracts.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies bearer tokens: HS256 with a secret, RS256 and ES256 with an issuer's published keys, whichever are
 * configured. Safe for use by several threads; never blocks.
 *
 * <p>A token names its algorithm itself, so only those on the allow-list are looked at: {@code none} and every
 * other are refused before any key is touched, and a key serves its own algorithm only. Claims: {@code sub}, {@code role}, {@code workspace_id},
 * {@code exp}; optional {@code nbf} and {@code surface}.
 *
 * <p>A token has one text: it is revoked by the hash of that, and decoders skip padding, foreign characters and the last
 * character's unused bits, so every other text of the same signature is malformed.
 */
public final class TokenVerifier {
    private static final int MAX_TOKEN_LENGTH = 8192;
    private static final int MAX_CLAIM_LENGTH = 256;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final Map<JWSAlgorithm, SigningKeys> keys = new HashMap<>();
    private final TokenSettings settings;
    private final Clock clock;

    /**
     * HS256 tokens only.
     *
     * @param secret the key, 32 bytes of UTF-8 or more
     * @param clock tells whether a token has expired
     */
    public TokenVerifier(String secret, Clock clock) {
        this(TokenSettings.ofSecret(secret), clock);
    }

    /**
     * As configured. Published keys are read behind; until they are there, no token that needs them holds.
     *
     * @param clock tells whether a token has expired
     */
    public TokenVerifier(TokenSettings settings, Clock clock) {
        this(settings, settings.keys().map(place -> new PublishedKeys(place, settings.refresh())), clock);
    }

    TokenVerifier(TokenSettings settings, Optional<? extends SigningKeys> published, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        settings.secret().ifPresent(secret -> keys.put(JWSAlgorithm.HS256, new SharedSecret(secret)));
        published.ifPresent(some -> {
            keys.put(JWSAlgorithm.RS256, some);
            keys.put(JWSAlgorithm.ES256, some);
        });
    }

    /** Whether a token holds, and whose it is. Never throws for what a token says. */
    public Verification verify(String token) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return new Verification.Rejected("token is longer than " + MAX_TOKEN_LENGTH + " characters");
        }
        if (!isCanonical(token)) {
            return new Verification.Rejected("token is malformed");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            SigningKeys known = keys.get(jwt.getHeader().getAlgorithm());
            if (known == null) {
                return new Verification.Rejected("token is not signed with an accepted algorithm");
            }
            Optional<JWSVerifier> signatures = known.verifier(jwt.getHeader());
            if (signatures.isEmpty()) {
                return new Verification.Rejected(
                        "token is signed with a key that is not known; if the key is new, try again in a few seconds");
            }
            if (!jwt.verify(signatures.get())) {
                return new Verification.Rejected("token signature does not match");
            }
            return check(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return new Verification.Rejected("token is malformed");
        }
    }

    /** Whether a text is three parts, joined by dots, each as an encoder of Base64url without padding writes it. */
    private static boolean isCanonical(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        for (String part : parts) {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(part);
                if (bytes.length == 0
                        || !Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(bytes)
                                .equals(part)) {
                    return false;
                }
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return true;
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
        if (settings.issuer()
                .filter(issuer -> !issuer.equals(claims.getIssuer()))
                .isPresent()) {
            return new Verification.Rejected("token is not from the accepted issuer (claim iss)");
        }
        if (settings.audience()
                .filter(audience -> !claims.getAudience().contains(audience))
                .isPresent()) {
            return new Verification.Rejected("token is not for this service (claim aud)");
        }
        return principal(claims, expiry.toInstant());
    }

    private Verification principal(JWTClaimsSet claims, Instant expiry) throws ParseException {
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
        return new Verification.Accepted(new Principal(subject, role.get(), workspace, surface(claims), expiry));
    }

    private @Nullable String surface(JWTClaimsSet claims) throws ParseException {
        String own = claims.getStringClaim("surface");
        String issuer = claims.getIssuer();
        return own != null || issuer == null ? own : settings.surfaces().get(issuer);
    }

    private static boolean usable(String claim) {
        return claim != null && !claim.isBlank() && claim.length() <= MAX_CLAIM_LENGTH;
    }
}
