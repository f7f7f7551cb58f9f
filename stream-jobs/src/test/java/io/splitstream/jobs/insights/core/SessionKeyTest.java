package io.splitstream.jobs.insights.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionKeyTest {
    /** By the hash of JDK 17's records, under which checkpoints hold their timelines. */
    @Test
    void hashCode_isThatOfTheKeysInCheckpoints() {
        assertThat(new SessionKey("", "", "", "", "")).hasSameHashCodeAs(0);
        assertThat(new SessionKey("ws", "job", "sess", "t", "A").hashCode()).isEqualTo(1_452_427_774);
        assertThat(new SessionKey("dev", "job_1", "sess_1", "tester é", "B").hashCode())
                .isEqualTo(169_436_388);
    }
}
