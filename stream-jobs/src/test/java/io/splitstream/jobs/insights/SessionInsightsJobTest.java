package io.splitstream.jobs.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.OperatorsOfJob;
import io.splitstream.jobs.runtime.JobSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class SessionInsightsJobTest {
    @Test
    void wire_everyOperator_hasAUidAndConcreteTypes() throws Exception {
        assertThat(OperatorsOfJob.faults(SessionInsightsJob.NAME, SessionInsightsJobTest::wire))
                .isEmpty();
    }

    /** A release that calls one otherwise leaves its state behind. */
    @Test
    void wire_uids_areThoseOfTheStateThatIsOutThere() throws Exception {
        assertThat(OperatorsOfJob.uids(SessionInsightsJob.NAME, SessionInsightsJobTest::wire))
                .containsExactly("epochs", "events", "insights", "insights-sink", "only-steps");
    }

    /** One subtask reads all partitions. */
    private static void wire(StreamExecutionEnvironment environment, JobSettings settings, int partitions) {
        SessionInsightsJob.wire(environment, settings);
    }
}
