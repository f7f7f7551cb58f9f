package io.splitstream.api.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.identity.TokenSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;

/** Signs tokens with the secret that they are verified with (HS256). Safe for use by several threads. */
public final class TokenSigner {
    private final JWSSigner signer;
    private final TokenSettings settings;

    private TokenSigner(String secret, TokenSettings settings) {
        try {
            this.signer = new MACSigner(secret.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the secret of tokens is too short (expected: 32 bytes or more)", e);
        }
        this.settings = settings;
    }

    /** One for the configured secret; empty if there is none. */
    public static Optional<TokenSigner> of(TokenSettings settings) {
        return settings.secret().map(secret -> new TokenSigner(secret, settings));
    }

    /** What a token says. */
    public record Claims(
            String id, String subject, Role role, String workspaceId, Instant issuedAt, Instant expiresAt) {}

    /** The token, as the verifier of the same settings lets it in. */
    public String sign(Claims claims) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .jwtID(claims.id())
                .subject(claims.subject())
                .claim("role", claims.role().name().toLowerCase(Locale.ROOT))
                .claim("workspace_id", claims.workspaceId())
                .issueTime(Date.from(claims.issuedAt()))
                .expirationTime(Date.from(claims.expiresAt()));
        settings.issuer().ifPresent(set::issuer);
        settings.audience().ifPresent(set::audience);
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }
}
