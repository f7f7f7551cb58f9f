package io.splitstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class OperatorsOfJobTest {
    @Test
    void faults_operatorWithoutUid_isNamed() throws Exception {
        assertThat(OperatorsOfJob.faults("job", (environment, settings, partitions) -> environment
                        .fromSequence(1, 2)
                        .uid("source")
                        .map(number -> number + partitions)
                        .name("forgotten")
                        .sinkTo(new DiscardingSink<>())
                        .uid("sink")))
                .containsExactly("forgotten has no uid");
    }

    @Test
    void faults_genericType_isRefused() {
        assertThatThrownBy(() -> OperatorsOfJob.faults("job", (environment, settings, partitions) -> environment
                        .fromData(UUID.randomUUID())
                        .uid("source")
                        .sinkTo(new DiscardingSink<>())
                        .uid("sink")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Generic types have been disabled");
    }
}
