package io.splitstream.api.results;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ClickHouseResultsTest {
    @Test
    void everyCall_nobodyListening_isUnavailable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (ClickHouseResults results =
                new ClickHouseResults(new ApiSettings.ClickHouse("http://127.0.0.1:" + port, "user", "password"))) {
            assertThatThrownBy(results::standing).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(results::applySchema).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> results.statistics("exp_1", Generation.LIVE, null))
                    .isInstanceOf(UnavailableException.class);
        }
    }
}
