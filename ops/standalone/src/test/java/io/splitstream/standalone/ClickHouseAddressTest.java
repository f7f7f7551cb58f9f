package io.splitstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.standalone.credentials.Secrets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClickHouseAddressTest {
    private static final Secrets SECRETS = new Secrets("j", "o", "p", "write-password", "read-password", "k", "c");

    @Test
    void of_nothingGiven_isTheEmbeddedOne() {
        ClickHouseAddress address = ClickHouseAddress.of(StandaloneSettings.load(Map.of()), new Ports(1000), SECRETS);
        assertThat(address.embedded()).isTrue();
        assertThat(address.url()).isEqualTo("http://127.0.0.1:9123");
        assertThat(address.reader()).isEqualTo("analyst");
        assertThat(address.readerPassword()).isEqualTo("read-password");
        assertThat(address.password()).isEqualTo("write-password");
    }

    @Test
    void of_serverGiven_isThatServer() {
        Map<String, String> environment =
                Map.of("CLICKHOUSE_URL", "http://ch:8123", "CLICKHOUSE_USER", "u", "CLICKHOUSE_PASSWORD", "p4ssw0rd");
        ClickHouseAddress address = ClickHouseAddress.of(StandaloneSettings.load(environment), new Ports(0), SECRETS);
        assertThat(address.embedded()).isFalse();
        assertThat(address.environment())
                .containsEntry("SPLITSTREAM_CLICKHOUSE_URL", "http://ch:8123")
                .containsEntry("SPLITSTREAM_CLICKHOUSE_USER", "u")
                .containsEntry("SPLITSTREAM_CLICKHOUSE_PASSWORD", "p4ssw0rd");
    }
}
