package io.splitstream.edge.http;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate chain and its key in PEM files, looked at again every few seconds. New connections get what the files
 * hold; those that are open go on with what they began with. Files that make no pair are not taken: whoever renews
 * writes one after the other. Safe for use by several threads; a thread of its own reads.
 */
public final class TlsCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final byte[] SAMPLE = {1, 2, 3, 4};

    private final Path chainFile;
    private final Path keyFile;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tls-certificate");
        made.setDaemon(true);
        return made;
    });
    private byte[] chainBytes;
    private byte[] keyBytes;
    private volatile Taken taken;

    private record Taken(SslContext context, Instant expiresAt) {}

    private TlsCertificate(Path chainFile, Path keyFile) throws IOException {
        this.chainFile = chainFile;
        this.keyFile = keyFile;
        this.chainBytes = Files.readAllBytes(chainFile);
        this.keyBytes = Files.readAllBytes(keyFile);
        this.taken = take(chainBytes, keyBytes);
    }

    /**
     * Reads the files.
     *
     * @param chainFile PEM, the server's own certificate first
     * @param keyFile PEM, PKCS #8, unencrypted
     * @throws IOException if they cannot be read or make no pair
     */
    public static TlsCertificate load(Path chainFile, Path keyFile) throws IOException {
        return new TlsCertificate(chainFile, keyFile);
    }

    /** Starts looking. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(
                this::reload, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When the certificate in use ends. */
    public Instant expiresAt() {
        return taken.expiresAt;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    SslContext context() {
        return taken.context;
    }

    /** Takes what the files hold now, if that is new and a pair. */
    synchronized void reload() {
        try {
            byte[] chain = Files.readAllBytes(chainFile);
            byte[] key = Files.readAllBytes(keyFile);
            if (Arrays.equals(chain, chainBytes) && Arrays.equals(key, keyBytes)) {
                return;
            }
            // Remembered whether or not they are good, so that a bad pair is told once.
            chainBytes = chain;
            keyBytes = key;
            taken = take(chain, key);
            LOG.info("the TLS certificate was replaced; the new one ends at {}", taken.expiresAt);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the TLS certificate stays as it was: {}", e.getMessage());
        }
    }

    private Taken take(byte[] chain, byte[] key) throws IOException {
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(chain))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IOException(chainFile + " holds no certificate (expected: PEM)");
            }
            X509Certificate own = certificates.get(0);
            PrivateKey secret = key(own.getPublicKey().getAlgorithm(), key);
            if (!isPair(secret, own)) {
                throw new IOException(keyFile + " is not the key of the first certificate in " + chainFile);
            }
            SslContext context = SslContextBuilder.forServer(secret, certificates)
                    .protocols(PROTOCOLS)
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
            return new Taken(context, own.getNotAfter().toInstant());
        } catch (GeneralSecurityException e) {
            throw new IOException(chainFile + " and " + keyFile + " cannot be used: " + e.getMessage(), e);
        }
    }

    private PrivateKey key(String algorithm, byte[] pem) throws IOException, GeneralSecurityException {
        String text = new String(pem, StandardCharsets.US_ASCII);
        String begin = "-----BEGIN PRIVATE KEY-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END PRIVATE KEY-----");
        if (from < 0 || to < from) {
            throw new IOException(keyFile + " holds no private key (expected: PEM, PKCS #8, unencrypted)");
        }
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw new IOException(keyFile + " is not Base64 between its lines", e);
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    /** Whether what the key signs holds for the certificate. */
    private static boolean isPair(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(SAMPLE);
        return signature.verify(signed);
    }
}
