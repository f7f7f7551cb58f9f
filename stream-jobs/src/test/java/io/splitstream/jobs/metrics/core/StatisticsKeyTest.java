package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatisticsKeyTest {
    @Test
    void hashCode_isThatOfTheKeysInCheckpoints() {
        assertThat(new StatisticsKey("checkout", 1, 3).hashCode()).isEqualTo(-503_507_992);
    }
}
