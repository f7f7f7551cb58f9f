package io.splitstream.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.contracts.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EdgeConfigTest {
    @Test
    void load_onlyRequiredSettings_defaultsToLoopback() {
        EdgeConfig config = EdgeConfig.load(Map.of(
                "SPLITSTREAM_EDGE_DATA_DIR", "/var/lib/edge",
                "SPLITSTREAM_JWT_SECRET", "0123456789abcdef0123456789abcdef"));

        assertThat(config.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(config.address().getPort()).isEqualTo(8090);
        assertThat(config.metricsAddress().getPort()).isEqualTo(9190);
    }

    @Test
    void load_certificateWithoutKey_isRefused() {
        assertThatThrownBy(() -> EdgeConfig.load(Map.of(
                        "SPLITSTREAM_EDGE_DATA_DIR", "/var/lib/edge",
                        "SPLITSTREAM_JWT_SECRET", "0123456789abcdef0123456789abcdef",
                        "SPLITSTREAM_EDGE_TLS_CERTIFICATE", "/etc/edge/chain.pem")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SPLITSTREAM_EDGE_TLS_CERTIFICATE, SPLITSTREAM_EDGE_TLS_KEY: only one of them is"
                        + " set (expected: both, or neither)");
    }

    @Test
    void load_certificateAndKey_listensOnLoopbackBesideThePlainPort() {
        EdgeConfig config = EdgeConfig.load(Map.of(
                "SPLITSTREAM_EDGE_DATA_DIR", "/var/lib/edge",
                "SPLITSTREAM_JWT_SECRET", "0123456789abcdef0123456789abcdef",
                "SPLITSTREAM_EDGE_TLS_CERTIFICATE", "/etc/edge/chain.pem",
                "SPLITSTREAM_EDGE_TLS_KEY", "/etc/edge/key.pem"));

        assertThat(config.tls()).hasValueSatisfying(tls -> {
            assertThat(tls.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(tls.address().getPort()).isEqualTo(8490);
        });
    }

    @Test
    void load_severalErrors_namesThemAllAndNoSecret() {
        assertThatThrownBy(() -> EdgeConfig.load(Map.of(
                        "SPLITSTREAM_EDGE_PORT", "zero",
                        "SPLITSTREAM_EDGE_DELIVERY_TIMEOUT", "9h",
                        "SPLITSTREAM_JWT_SECRET", "hunter2")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SPLITSTREAM_EDGE_PORT: zero (expected: a whole number from 1 to 65535)")
                .hasMessageContaining("SPLITSTREAM_EDGE_DELIVERY_TIMEOUT: 9h (expected: a duration from 1s to 2m)")
                .hasMessageContaining("SPLITSTREAM_EDGE_DATA_DIR is not set")
                .hasMessageContaining("SPLITSTREAM_JWT_SECRET")
                .hasMessageNotContaining("hunter2");
    }
}
