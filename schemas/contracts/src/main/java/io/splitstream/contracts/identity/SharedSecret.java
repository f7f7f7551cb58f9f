package io.splitstream.contracts.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One secret, for HS256 alone: no token can make a public key pass for it. */
final class SharedSecret implements SigningKeys {
    private final MACVerifier verifier;

    /**
     * @param secret 32 bytes of UTF-8 or more
     */
    SharedSecret(String secret) {
        try {
            this.verifier = new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the secret is too short for HS256 (expected: 32 bytes or more)", e);
        }
    }

    @Override
    public Optional<JWSVerifier> verifier(JWSHeader header) {
        return JWSAlgorithm.HS256.equals(header.getAlgorithm()) ? Optional.of(verifier) : Optional.empty();
    }
}
