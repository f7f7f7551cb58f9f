package io.splitstream.contracts.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of a token issuer: a JWK Set (RFC 7517) at a URL or in a file, for RS256 and ES256.
 *
 * <p>Keys are read on a thread of their own, so that asking for one never waits: at first, then ever again, and soon
 * after a token named a key that is not known, though not more often than {@link #SHORTEST_PAUSE}. While the issuer does
 * not answer, the keys that were read last go on to hold.
 */
final class PublishedKeys implements SigningKeys, AutoCloseable {
    /** What a stranger's tokens can make us ask the issuer at most. */
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_KEYS = 64;
    private static final int FEWEST_RSA_BITS = 2048;

    private final URI location;
    private final Duration refresh;
    private final Duration pause;
    private final DefaultResourceRetriever retriever =
            new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
    private final Semaphore wanted = new Semaphore(0);
    private final Thread reader;
    private volatile List<Key> keys = List.of();

    /**
     * Starts to read.
     *
     * @param location a URL with http, https or file
     * @param refresh how old the keys may get
     */
    PublishedKeys(URI location, Duration refresh) {
        this(location, refresh, SHORTEST_PAUSE);
    }

    PublishedKeys(URI location, Duration refresh, Duration pause) {
        this.location = location;
        this.refresh = refresh;
        this.pause = pause;
        this.reader = new Thread(this::readOn, "token-keys");
        reader.setDaemon(true);
        reader.start();
    }

    private record Key(String id, JWSAlgorithm algorithm, JWSVerifier verifier) {}

    @Override
    public Optional<JWSVerifier> verifier(JWSHeader header) {
        List<Key> candidates = keys.stream()
                .filter(key -> key.algorithm().equals(header.getAlgorithm()))
                .toList();
        String id = header.getKeyID();
        Optional<Key> found = id == null
                // Without a name it has to be clear which one is meant.
                ? Optional.of(candidates).filter(some -> some.size() == 1).map(some -> some.get(0))
                : candidates.stream().filter(key -> key.id().equals(id)).findFirst();
        if (found.isEmpty() && wanted.availablePermits() == 0) {
            wanted.release();
        }
        return found.map(Key::verifier);
    }

    /** How many keys are known. */
    int size() {
        return keys.size();
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void readOn() {
        try {
            while (true) {
                read();
                Thread.sleep(pause.toMillis());
                // Keys that were never read are needed more than a refresh is.
                long wait = keys.isEmpty() ? 0 : refresh.minus(pause).toMillis();
                boolean asked = wanted.tryAcquire(Math.max(0, wait), TimeUnit.MILLISECONDS);
                if (asked) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            JWKSet set = JWKSet.parse(text());
            if (set.getKeys().size() > MOST_KEYS) {
                throw new IOException(set.getKeys().size() + " keys (expected: at most " + MOST_KEYS + ")");
            }
            List<Key> read = new ArrayList<>();
            for (JWK jwk : set.getKeys()) {
                usable(jwk).ifPresent(read::add);
            }
            keys = List.copyOf(read);
        } catch (IOException | ParseException | RuntimeException e) {
            LOG.warn("token keys cannot be read from {}: {}", location, e.toString());
        }
    }

    private String text() throws IOException {
        if ("file".equals(location.getScheme())) {
            Path file = Path.of(location);
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is longer than " + MOST_BYTES + " bytes");
            }
            return Files.readString(file);
        }
        return retriever.retrieveResource(location.toURL()).getContent();
    }

    /** A key that is meant for signatures and strong enough. */
    private static Optional<Key> usable(JWK jwk) {
        if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) {
            return Optional.empty();
        }
        String id = jwk.getKeyID() == null ? "" : jwk.getKeyID();
        try {
            if (jwk instanceof RSAKey rsa && fits(jwk, JWSAlgorithm.RS256) && rsa.size() >= FEWEST_RSA_BITS) {
                return Optional.of(new Key(id, JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey())));
            }
            if (jwk instanceof ECKey ec && fits(jwk, JWSAlgorithm.ES256) && Curve.P_256.equals(ec.getCurve())) {
                return Optional.of(new Key(id, JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey())));
            }
        } catch (JOSEException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean fits(JWK jwk, JWSAlgorithm algorithm) {
        return jwk.getAlgorithm() == null || algorithm.equals(jwk.getAlgorithm());
    }
}
