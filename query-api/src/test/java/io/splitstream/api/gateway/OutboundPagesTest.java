package io.splitstream.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.splitstream.api.outbound.OutboundHttp;
import io.splitstream.api.outbound.OutboundPolicy;
import io.splitstream.api.page.PageSource.Fetch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages from a real server. */
class OutboundPagesTest {
    private volatile String page = "";
    private HttpServer server;
    private final OutboundHttp http = new OutboundHttp(new OutboundPolicy(true, Set.of()));
    private final OutboundPages pages = new OutboundPages(http);

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        http.close();
    }

    @Test
    void page_isRead_andOneThatIsTooLargeIsMissingForGood() {
        page = "<h1>Hi</h1>";
        assertThat(fetch()).isInstanceOf(Fetch.Fetched.class);
        for (String large : new String[] {"<a>".repeat(100_000), "<br>".repeat(30_000), "<div>".repeat(300)}) {
            page = large;
            assertThat(fetch()).isInstanceOfSatisfying(Fetch.Missing.class, missing -> {
                assertThat(missing.reason()).contains("too large");
                assertThat(missing.again()).isFalse();
            });
        }
    }

    private Fetch fetch() {
        return pages.fetch("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
