package io.splitstream.api.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.splitstream.api.decision.RefusedRecordException;
import io.splitstream.api.experiment.SampleExperiments;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClickHouseDecisionsTest {
    private HttpServer server;
    private volatile int code;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = ("Code: " + code + ". DB::Exception: it is so. (WHY)").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-ClickHouse-Exception-Code", String.valueOf(code));
            exchange.sendResponseHeaders(code == 41 ? 400 : 500, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void name_rowsThatClickHouseCannotRead_isARefusalOfWhatTheySay() {
        // CANNOT_PARSE_DATETIME
        code = 41;
        assertThatThrownBy(this::name).isInstanceOf(RefusedRecordException.class);
    }

    @Test
    void name_whatClickHouseFailsOnForItself_isUnavailable() {
        // UNKNOWN_TABLE
        code = 60;
        assertThatThrownBy(this::name).isInstanceOf(UnavailableException.class);
    }

    private void name() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try (ClickHouseDecisions decisions =
                new ClickHouseDecisions(new ApiSettings.ClickHouse(url, "user", "password"))) {
            decisions.name(List.of(SampleExperiments.running()));
        }
        assertThat(code).isZero();
    }
}
