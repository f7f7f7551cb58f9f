package io.splitstream.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedKeysTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RSAKey rsa = rsa("rsa-1", KeyUse.SIGNATURE);
    private final ECKey ec = ec("ec-1");
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile @Nullable JWKSet published = new JWKSet(List.of(rsa, ec)).toPublicJWKSet();
    private final HttpServer issuer = issuer();
    private final URI place =
            URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
    private final PublishedKeys keys = new PublishedKeys(place, Duration.ofHours(1), PAUSE);

    @AfterEach
    void close() {
        keys.close();
        issuer.stop(0);
    }

    @Test
    void verify_tokensOfPublishedKeys_hold() throws Exception {
        TokenVerifier verifier = verifier(Optional.empty(), Optional.empty());

        awaitKeys(2);

        assertAccepted(verifier, sign(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa)));
        assertAccepted(verifier, sign(JWSAlgorithm.ES256, "ec-1", new ECDSASigner(ec)));
        assertAccepted(verifier, sign(JWSAlgorithm.RS256, null, new RSASSASigner(rsa)));
    }

    @Test
    void verify_otherAlgorithmsAndKeysInDisguise_areRejected() throws Exception {
        TokenVerifier verifier = verifier(Optional.empty(), Optional.empty());
        awaitKeys(2);
        byte[] publicKey = rsa.toRSAPublicKey().getEncoded();

        assertRejected(verifier, sign(JWSAlgorithm.RS512, "rsa-1", new RSASSASigner(rsa)), "accepted algorithm");
        assertRejected(verifier, sign(JWSAlgorithm.HS256, "rsa-1", new MACSigner(publicKey)), "accepted algorithm");
        assertRejected(verifier, sign(JWSAlgorithm.ES256, "rsa-1", new ECDSASigner(ec)), "not known");
        assertRejected(
                verifier,
                sign(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa("rsa-1", KeyUse.SIGNATURE))),
                "does not match");
    }

    @Test
    void verify_keyThatIsNew_holdsOnceItWasReadAgain() throws Exception {
        TokenVerifier verifier = verifier(Optional.empty(), Optional.empty());
        awaitKeys(2);
        RSAKey next = rsa("rsa-2", KeyUse.SIGNATURE);
        String token = sign(JWSAlgorithm.RS256, "rsa-2", new RSASSASigner(next));
        published = new JWKSet(List.of(rsa, ec, next)).toPublicJWKSet();

        assertRejected(verifier, token, "not known");
        awaitKeys(3);

        assertAccepted(verifier, token);
    }

    @Test
    void verifier_manyUnknownKeys_doNotAskTheIssuerForEach() throws Exception {
        awaitKeys(2);
        Instant until = Instant.now().plus(PAUSE.multipliedBy(6));
        int asked = 0;

        while (Instant.now().isBefore(until)) {
            keys.verifier(new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID("none-" + asked++)
                    .build());
        }

        assertThat(asked).isGreaterThan(100);
        assertThat(fetches.get()).isBetween(2, 9);
    }

    @Test
    void verify_issuerAway_keysReadBeforeHold() throws Exception {
        TokenVerifier verifier = verifier(Optional.empty(), Optional.empty());
        awaitKeys(2);
        published = null;
        int before = fetches.get();
        assertRejected(verifier, sign(JWSAlgorithm.RS256, "new", new RSASSASigner(rsa)), "not known");
        await(() -> fetches.get() > before);

        assertAccepted(verifier, sign(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa)));
    }

    @Test
    void verify_issuerAndAudience_mustBeTheConfiguredOnes() throws Exception {
        awaitKeys(2);
        String token = sign(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa));

        assertAccepted(verifier(Optional.of("https://id.test"), Optional.of("splitstream")), token);
        assertRejected(verifier(Optional.of("https://other.test"), Optional.empty()), token, "claim iss");
        assertRejected(verifier(Optional.empty(), Optional.of("other")), token, "claim aud");
    }

    @Test
    void file_keysForOtherUses_areLeftOut(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keys.json");
        JWKSet some = new JWKSet(List.of(rsa("enc", KeyUse.ENCRYPTION), ec("sig")));
        Files.writeString(file, some.toPublicJWKSet().toString());
        try (PublishedKeys fromFile = new PublishedKeys(file.toUri(), Duration.ofHours(1), PAUSE)) {
            await(() -> fromFile.size() == 1);

            assertThat(fromFile.verifier(new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID("sig")
                            .build()))
                    .isPresent();
        }
    }

    private TokenVerifier verifier(Optional<String> issuer, Optional<String> audience) {
        TokenSettings settings = new TokenSettings(
                Optional.empty(), Optional.of(place), Duration.ofHours(1), issuer, audience, Map.of());
        return new TokenVerifier(settings, Optional.of(keys), CLOCK);
    }

    private void awaitKeys(int count) throws Exception {
        await(() -> keys.size() == count);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void assertAccepted(TokenVerifier verifier, String token) {
        assertThat(verifier.verify(token)).isInstanceOf(Verification.Accepted.class);
    }

    private static void assertRejected(TokenVerifier verifier, String token, String reason) {
        assertThat(verifier.verify(token))
                .isInstanceOfSatisfying(Verification.Rejected.class, rejected -> assertThat(rejected.reason())
                        .contains(reason));
    }

    private static String sign(JWSAlgorithm algorithm, @Nullable String keyId, JWSSigner signer) throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("user-1")
                .issuer("https://id.test")
                .audience("splitstream")
                .claim("role", "crew")
                .claim("workspace_id", "dev")
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .build();
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static RSAKey rsa(String id, KeyUse use) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).keyUse(use).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves what is published; fails while nothing is. */
    private HttpServer issuer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", exchange -> {
                fetches.incrementAndGet();
                JWKSet now = published;
                byte[] body = (now == null ? "" : now.toString()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(now == null ? 500 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
