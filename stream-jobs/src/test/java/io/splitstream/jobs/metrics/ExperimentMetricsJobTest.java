package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.OperatorsOfJob;
import org.junit.jupiter.api.Test;

class ExperimentMetricsJobTest {
    @Test
    void wire_everyOperator_hasAUidAndConcreteTypes() throws Exception {
        assertThat(OperatorsOfJob.faults(ExperimentMetricsJob.NAME, ExperimentMetricsJob::wire))
                .isEmpty();
    }
}
