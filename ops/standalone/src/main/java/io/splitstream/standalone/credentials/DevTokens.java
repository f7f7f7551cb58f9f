package io.splitstream.standalone.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens for development: HS256, one a role, all of workspace {@value #WORKSPACE}. They hold for
 * {@link #LIFETIME} and are made anew at every start.
 *
 * @param admin of the role admin
 * @param crew of the role crew
 * @param guest of the role guest
 * @param flows an admin's whose surface at the root is flows
 */
public record DevTokens(String admin, String crew, String guest, String flows) {
    /** The workspace of all development credentials. */
    public static final String WORKSPACE = "dev";

    static final Duration LIFETIME = Duration.ofDays(365);

    /** Tokens signed with this secret, valid from {@code now} on. */
    public static DevTokens mint(String secret, Instant now) {
        return new DevTokens(
                sign(secret, now, "admin", null),
                sign(secret, now, "crew", null),
                sign(secret, now, "guest", null),
                sign(secret, now, "admin", "flows"));
    }

    @Override
    public String toString() {
        return "DevTokens(hidden)";
    }

    private static String sign(String secret, Instant now, String role, @Nullable String surface) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject("dev-" + role)
                .claim("role", role)
                .claim("workspace_id", WORKSPACE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
        if (surface != null) {
            claims.claim("surface", surface);
        }
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the secret is too short for HS256 (expected: 32 bytes or more)", e);
        }
        return token.serialize();
    }
}
