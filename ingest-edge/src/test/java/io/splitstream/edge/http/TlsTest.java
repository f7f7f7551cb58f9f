package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections with the JDK's clients, which speak HTTP/1.1 and HTTP/2. */
final class TlsTest extends ListenerFixture {
    private final CertificateFiles files;
    private CertificateFiles.Pair first;
    private TlsCertificate certificate;
    private InetSocketAddress encrypted;

    TlsTest(@TempDir Path directory) {
        this.files = new CertificateFiles(directory);
    }

    @BeforeEach
    void listenEncrypted() throws Exception {
        first = files.make("first", "RSA");
        files.write(first, first);
        certificate = TlsCertificate.load(files.chain, files.key);
        encrypted = listener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), certificate);
    }

    @AfterEach
    void closeCertificate() {
        certificate.close();
    }

    @Test
    void negotiation_clientOfBoth_speaksHttp2() throws Exception {
        HttpResponse<String> answer = post(client(HttpClient.Version.HTTP_2, first), EVENT);

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"success\":true,\"message\":\"Event tracked successfully\"}");
        assertThat(sent).hasSize(1);
    }

    @Test
    void negotiation_clientOfHttp1_speaksHttp1() throws Exception {
        HttpResponse<String> answer = post(client(HttpClient.Version.HTTP_1_1, first), EVENT);

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void http2_manyRequestsAtOnce_areAllAnswered() throws Exception {
        HttpClient both = client(HttpClient.Version.HTTP_2, first);
        post(both, EVENT);

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                .mapToObj(i ->
                        both.sendAsync(encryptedPost(i % 2 == 0 ? EVENT : BAD), HttpResponse.BodyHandlers.ofString()))
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            HttpResponse<String> answer = answers.get(i).get();
            // The ring of this test is small, so some find it full.
            assertThat(answer.statusCode()).as(answer.body()).isIn(i % 2 == 0 ? List.of(202, 503) : List.of(400, 503));
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }

    @Test
    void http2_bodyTooLarge_isRefused() throws Exception {
        HttpResponse<String> answer = post(client(HttpClient.Version.HTTP_2, first), "x".repeat((1 << 20) + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("PAYLOAD_TOO_LARGE");
    }

    @Test
    void reload_newPair_isForNewConnectionsAndOldOnesGoOn() throws Exception {
        CertificateFiles.Pair second = files.make("second", "EC");
        try (SSLSocket old = connect(first)) {
            assertThat(ask(old)).startsWith("HTTP/1.1 200");

            files.write(second, second);
            certificate.reload();

            assertThat(ask(old)).as("a connection of before").startsWith("HTTP/1.1 200");
            assertThat(old.getSession().getPeerCertificates()[0]).isEqualTo(first.certificate());
        }
        try (SSLSocket fresh = connect(first, second)) {
            assertThat(ask(fresh)).startsWith("HTTP/1.1 200");
            assertThat(fresh.getSession().getPeerCertificates()[0]).isEqualTo(second.certificate());
        }
    }

    @Test
    void reload_halfOfAPair_staysWithTheOneBefore() throws Exception {
        CertificateFiles.Pair second = files.make("second", "RSA");
        files.write(second, first);
        certificate.reload();
        try (SSLSocket fresh = connect(first)) {
            assertThat(ask(fresh)).startsWith("HTTP/1.1 200");
        }

        Files.writeString(files.chain, "nothing");
        certificate.reload();
        try (SSLSocket fresh = connect(first)) {
            assertThat(ask(fresh)).startsWith("HTTP/1.1 200");
        }

        files.write(second, second);
        certificate.reload();
        try (SSLSocket fresh = connect(second)) {
            assertThat(ask(fresh)).startsWith("HTTP/1.1 200");
        }
        assertThat(certificate.expiresAt())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
    }

    @Test
    void load_notAPair_saysWhichFileIsWrong() throws Exception {
        CertificateFiles.Pair second = files.make("second", "RSA");
        files.write(second, first);

        assertThatThrownBy(() -> TlsCertificate.load(files.chain, files.key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key.pem is not the key of the first certificate in");
    }

    @Test
    void connection_thatIsNotTls_isClosed() throws Exception {
        try (Socket plain = new Socket(encrypted.getAddress(), encrypted.getPort())) {
            plain.getOutputStream().write("GET /health/live HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(readAll(plain), StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void connection_thatNeverShakesHands_isClosed() throws Exception {
        try (Socket silent = new Socket(encrypted.getAddress(), encrypted.getPort())) {
            long begin = System.nanoTime();
            readAll(silent);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        }
    }

    private SSLSocket connect(CertificateFiles.Pair... trusted) throws Exception {
        SSLSocket socket = (SSLSocket) CertificateFiles.trusting(trusted)
                .getSocketFactory()
                .createSocket(encrypted.getAddress(), encrypted.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** One request on a connection that is kept; the begin of its answer. */
    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[4096];
        int length = in.read(answer);
        return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.UTF_8);
    }

    private static HttpClient client(HttpClient.Version version, CertificateFiles.Pair trusted) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(CertificateFiles.trusting(trusted))
                .build();
    }

    private HttpResponse<String> post(HttpClient from, String body) throws Exception {
        return from.send(encryptedPost(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest encryptedPost(String body) {
        return HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + encrypted.getPort() + "/api/experiments/events"))
                .header("Authorization", "Bearer " + token)
                .POST(body(body))
                .build();
    }
}
