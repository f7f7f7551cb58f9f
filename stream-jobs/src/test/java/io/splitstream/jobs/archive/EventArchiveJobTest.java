package io.splitstream.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.OperatorsOfJob;
import org.junit.jupiter.api.Test;

class EventArchiveJobTest {
    @Test
    void wire_everyOperator_hasAUidAndConcreteTypes() throws Exception {
        assertThat(OperatorsOfJob.faults(EventArchiveJob.NAME, EventArchiveJob::wire))
                .isEmpty();
    }

    /** A release that calls one otherwise leaves its state behind. */
    @Test
    void wire_uids_areThoseOfTheStateThatIsOutThere() throws Exception {
        assertThat(OperatorsOfJob.uids(EventArchiveJob.NAME, EventArchiveJob::wire))
                .containsExactly("archive-sink", "epoch-feed", "epochs", "events", "refusals");
    }
}
