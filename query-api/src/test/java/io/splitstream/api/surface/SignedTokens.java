package io.splitstream.api.surface;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;

/** Tokens for tests of routes. */
public final class SignedTokens {
    public static final String SECRET = "0123456789abcdef0123456789abcdef";

    private SignedTokens() {}

    /** A token of a role in a workspace, good for a minute. */
    public static String of(String role, String workspaceId) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("s")
                .claim("role", role)
                .claim("workspace_id", workspaceId)
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            jwt.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
