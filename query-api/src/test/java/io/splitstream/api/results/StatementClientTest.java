package io.splitstream.api.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.contracts.metric.MetricPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementClientTest {
    private final Map<String, String> heard = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
                String[] sides = pair.split("=", 2);
                heard.put(sides[0], URLDecoder.decode(sides[1], UTF_8));
            }
            byte[] answer = "{\"events\":3,\"users\":2}\n".getBytes(UTF_8);
            exchange.getResponseHeaders().add("X-ClickHouse-Format", "JSONEachRow");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void query_textsWithBackslashesAndTabs_areFieldsOfTabSeparatedValues() {
        try (ClickHouseGenerations generations = new ClickHouseGenerations(settings())) {
            GenerationStore.Extent extent = generations.extent(new RecountRequest(
                    "acme\\test", "e\t1", List.of(), new MetricPlan(List.of(), "price\\usd", false), Instant.EPOCH));

            assertThat(extent).isEqualTo(new GenerationStore.Extent(3, 2));
        }

        assertThat(heard)
                .containsEntry("param_workspace", "acme\\\\test")
                .containsEntry("param_experiment", "e\\t1")
                .containsEntry("param_covariate", "price\\\\usd")
                .containsEntry("param_until", "0");
    }

    @Test
    void query_theCallersParameters_stayAsTheyAre() {
        Map<String, Object> parameters = new HashMap<>(Map.of("workspace", "acme\\test"));
        try (ClickHouseResults results = new ClickHouseResults(settings())) {
            results.query("SELECT 3 AS number", parameters);
        }

        assertThat(parameters).containsEntry("workspace", "acme\\test");
    }

    private ApiSettings.ClickHouse settings() {
        return new ApiSettings.ClickHouse(
                "http://127.0.0.1:" + server.getAddress().getPort(), "user", "password");
    }
}
