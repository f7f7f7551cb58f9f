package io.splitstream.edge.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates for 127.0.0.1, made by the JDK's keytool, as PEM files. */
final class CertificateFiles {
    private static final char[] PASSWORD = "a store of a test".toCharArray();

    final Path chain;
    final Path key;
    private final Path directory;

    CertificateFiles(Path directory) {
        this.directory = directory;
        this.chain = directory.resolve("chain.pem");
        this.key = directory.resolve("key.pem");
    }

    /** Makes a pair of its own name. */
    Pair make(String name, String algorithm) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve(name + ".p12");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("keytool ended with " + code);
        }
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        return new Pair(store.getCertificate(name), store.getKey(name, PASSWORD));
    }

    /** Writes a certificate and a key, of one pair or of two. */
    void write(Pair certificate, Pair secret) throws IOException, GeneralSecurityException {
        Files.writeString(chain, pem("CERTIFICATE", certificate.certificate.getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", secret.key.getEncoded()));
    }

    /** Trusts some certificates and no others. */
    static SSLContext trusting(Pair... pairs) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (int i = 0; i < pairs.length; i++) {
            trusted.setCertificateEntry("trusted-" + i, pairs[i].certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    record Pair(Certificate certificate, Key key) {}
}
