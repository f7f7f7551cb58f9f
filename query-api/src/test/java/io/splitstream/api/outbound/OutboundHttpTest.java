package io.splitstream.api.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.splitstream.api.outbound.OutboundResult.Answered;
import io.splitstream.api.outbound.OutboundResult.Failed;
import io.splitstream.api.outbound.OutboundResult.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {
    private static final OutboundPolicy PUBLIC = new OutboundPolicy(false, Set.of());
    private static final OutboundPolicy LOOPBACK = new OutboundPolicy(true, Set.of());

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/page", exchange -> {
            requests.incrementAndGet();
            byte[] page = ("host " + exchange.getRequestHeaders().getFirst("Host")).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            try (var body = exchange.getResponseBody()) {
                for (int i = 0; i < 64; i++) {
                    body.write(block);
                }
            }
        });
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    body.write('.');
                    body.flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        redirect("/to-page", "/page");
        redirect("/inside", "http://10.0.0.1/");
        redirect("/metadata", "http://169.254.169.254/latest/meta-data/");
        redirect("/round", "/round");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://100.127.255.255/",
                "http://169.254.169.254/latest/meta-data/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://198.18.0.1/",
                "http://[::1]/",
                "http://[::]/",
                "http://[fe80::1]/",
                "http://[fc00::1]/",
                "http://[fd12:3456::1]/",
                "http://[ff02::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::10.0.0.1]/",
                "http://[64:ff9b:1::1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a00:1::]/",
                "http://[2001:0:53aa:64c::1]/",
                "http://[2001:db8::1]/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://127.1/",
                "http://017700000001/",
                "http://user:secret@example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://127.0.0.1/",
                "http:///",
                "http://8.8.8.8:65536/",
                "http://8.8.8.8:99999/",
                "no url"
            })
    void send_toWhatIsNotPublic_isRefused(String url) {
        assertThat(send(PUBLIC, url)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700::1111",
                "2002:808:808::",
                "64:ff9b::8.8.8.8"
            })
    void isPublic_ofPublicAddresses_isTrue(String address) throws Exception {
        assertThat(AddressRules.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void send_toAHostOfSeveralAddresses_needsAllOfThemPublic() throws Exception {
        InetAddress[] mixed = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")};
        try (OutboundHttp http = new OutboundHttp(PUBLIC, host -> mixed, Duration.ofSeconds(2))) {
            assertThat(http.send(OutboundRequest.get("http://mixed.example/"))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void send_connectsToTheAddressThatWasLookedAt_whateverTheNextAnswerIs() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        InetAddress open = InetAddress.getLoopbackAddress();
        InetAddress closed = InetAddress.getByName("10.0.0.1");
        OutboundHttp.Lookup changing = host -> new InetAddress[] {lookups.getAndIncrement() == 0 ? open : closed};
        try (OutboundHttp http = new OutboundHttp(LOOPBACK, changing, Duration.ofSeconds(2))) {
            OutboundResult first = http.send(OutboundRequest.get(url("changing.example", "/page")));
            OutboundResult second = http.send(OutboundRequest.get(url("changing.example", "/page")));

            assertThat(first).isInstanceOfSatisfying(Answered.class, answered -> assertThat(
                            new String(answered.body(), StandardCharsets.UTF_8))
                    .startsWith("host changing.example"));
            assertThat(second).isInstanceOf(Refused.class);
            assertThat(lookups).hasValue(2);
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void send_toLoopback_whereThatIsOpen_isAnswered() {
        assertThat(send(LOOPBACK, url("127.0.0.1", "/page"))).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.contentType()).contains("text/html");
        });
        assertThat(send(PUBLIC, url("127.0.0.1", "/page"))).isInstanceOf(Refused.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void send_toAnAllowedHost_isAnswered_whereverItIs() {
        assertThat(send(new OutboundPolicy(false, Set.of("localhost")), url("localhost", "/page")))
                .isInstanceOf(Answered.class);
    }

    @Test
    void send_redirects_areFollowedAndLookedAt() {
        assertThat(send(LOOPBACK, url("127.0.0.1", "/to-page"))).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.url()).endsWith("/page");
        });
        assertThat(send(LOOPBACK, url("127.0.0.1", "/inside"))).isInstanceOf(Refused.class);
        assertThat(send(LOOPBACK, url("127.0.0.1", "/metadata"))).isInstanceOf(Refused.class);
        assertThat(send(LOOPBACK, url("127.0.0.1", "/round")))
                .isInstanceOfSatisfying(Answered.class, answered -> assertThat(answered.status())
                        .isEqualTo(302));
    }

    @Test
    void send_anAnswerOverTheBound_fails() {
        assertThat(send(LOOPBACK, url("127.0.0.1", "/large")))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("larger"));
    }

    @Test
    void send_anAnswerThatDrips_endsInTime() {
        long begin = System.nanoTime();
        try (OutboundHttp http = new OutboundHttp(LOOPBACK, InetAddress::getAllByName, Duration.ofMillis(700))) {
            assertThat(http.send(OutboundRequest.get(url("127.0.0.1", "/drip"))))
                    .isInstanceOf(Failed.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void problem_plainHttp_isOneWhereTlsIsNeeded_butNotToOpenLoopback() {
        assertThat(PUBLIC.problem("http://example.com/", true)).isPresent();
        assertThat(PUBLIC.problem("http://example.com/", false)).isEmpty();
        assertThat(PUBLIC.problem("https://example.com/", true)).isEmpty();
        assertThat(PUBLIC.problem("https://1and1.com/", true)).isEmpty();
        assertThat(LOOPBACK.problem("http://127.0.0.1:9/", true)).isEmpty();
        assertThat(LOOPBACK.problem("http://localhost:9/", true)).isEmpty();
        assertThat(LOOPBACK.problem("http://example.com/", true)).isPresent();
    }

    private static OutboundResult send(OutboundPolicy policy, String url) {
        try (OutboundHttp http = new OutboundHttp(policy, InetAddress::getAllByName, Duration.ofSeconds(5))) {
            return http.send(OutboundRequest.get(url));
        }
    }

    private void redirect(String from, String to) {
        server.createContext(from, exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }
}
