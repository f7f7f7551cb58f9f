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

    /** A release that calls one otherwise leaves its state behind. */
    @Test
    void wire_uids_areThoseOfTheStateThatIsOutThere() throws Exception {
        assertThat(OperatorsOfJob.uids(ExperimentMetricsJob.NAME, ExperimentMetricsJob::wire))
                .containsExactly(
                        "Sink Committer: alerts-topic",
                        "alerts",
                        "alerts-table",
                        "alerts-topic",
                        "change-combiner",
                        "definitions",
                        "epochs",
                        "events",
                        "row-pacer",
                        "statistics",
                        "statistics-sink",
                        "user-totals",
                        "without-heartbeats");
    }
}
