package io.splitstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void all_noOffset_areTheDocumentedOnes() {
        Ports ports = new Ports(0);
        assertThat(ports.api()).isEqualTo(8080);
        assertThat(ports.edge()).isEqualTo(8090);
        assertThat(ports.clickhouse()).isEqualTo(8123);
        assertThat(ports.kafka()).isEqualTo(9092);
        assertThat(ports.flinkRest()).isEqualTo(8081);
        assertThat(ports.postgres()).isEqualTo(5433);
    }

    @Test
    void all_largestOffset_areDistinctPorts() {
        assertThat(new Ports(Ports.MAXIMUM_OFFSET).all().values())
                .doesNotHaveDuplicates()
                .allMatch(port -> port > 1024 && port < 32_768);
    }

    @Test
    void new_offsetOutOfBounds_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ports(Ports.MAXIMUM_OFFSET + 1))
                .withMessageContaining("expected: 0 to");
    }
}
