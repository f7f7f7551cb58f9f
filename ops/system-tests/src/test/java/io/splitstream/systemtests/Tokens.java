package io.splitstream.systemtests;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * Bearer tokens of all kinds, good and bad.
 *
 * @param secret the stack's own key
 */
record Tokens(String secret) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** A token that holds. */
    String of(String subject, String role, String workspace) {
        return sign(secret, claims(subject, role, workspace, Instant.now().plus(HOUR)));
    }

    /** An admin's token whose time is over. */
    String expired() {
        return sign(
                secret, claims("late", "admin", Stack.WORKSPACE, Instant.now().minus(HOUR)));
    }

    /** An admin's token signed with another key. */
    String forged() {
        return sign("another key of sufficient length, but not this one's", admin());
    }

    /** An admin's token that claims to need no signature. */
    String unsigned() {
        return new PlainJWT(admin()).serialize();
    }

    /** A token whose claims were changed after signing: a guest's that says admin. */
    String tampered() {
        String[] guest = of("climber", "guest", Stack.WORKSPACE).split("\\.", -1);
        String[] admin = sign("another key of sufficient length, but not this one's", admin())
                .split("\\.", -1);
        return guest[0] + "." + admin[1] + "." + guest[2];
    }

    private static JWTClaimsSet admin() {
        return claims("intruder", "admin", Stack.WORKSPACE, Instant.now().plus(HOUR));
    }

    private static JWTClaimsSet claims(String subject, String role, String workspace, Instant expiry) {
        return new JWTClaimsSet.Builder()
                .subject(subject)
                .claim("role", role)
                .claim("workspace_id", workspace)
                .expirationTime(Date.from(expiry))
                .build();
    }

    private static String sign(String key, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(key.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key is too short for HS256", e);
        }
        return token.serialize();
    }
}
