package io.splitstream.contracts.identity;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.util.Optional;

/** Keys that tokens may be signed with. Implementations are safe for use by several threads and never block. */
interface SigningKeys {
    /** What verifies a token with that header; empty if no key here can. */
    Optional<JWSVerifier> verifier(JWSHeader header);
}
