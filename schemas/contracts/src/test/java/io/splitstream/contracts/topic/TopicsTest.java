package io.splitstream.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void specs_everyTopic_hasLogAppendTimeAndNoUncleanElection() {
        assertThat(Topics.specs(4, (short) 1)).allSatisfy(spec -> assertThat(spec.config())
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("unclean.leader.election.enable", "false"));
    }

    @Test
    void specs_onACluster_wantTwoInSync() {
        assertThat(Topics.specs(32, (short) 3))
                .allSatisfy(spec -> assertThat(spec.config()).containsEntry("min.insync.replicas", "2"));
    }

    @Test
    void specs_epochs_neverExpire() {
        assertThat(Topics.specs(4, (short) 1))
                .filteredOn(spec -> spec.name().equals(Topics.EPOCHS))
                .singleElement()
                .satisfies(spec -> assertThat(spec.config())
                        .containsEntry("retention.ms", "-1")
                        .containsEntry("retention.bytes", "-1"));
    }

    @Test
    void specs_revocations_areKeptForAsLongAsTheLongestToken() {
        long longest = Duration.ofDays(Topics.LONGEST_TOKEN_DAYS).toMillis();
        assertThat(Topics.specs(4, (short) 1))
                .filteredOn(spec -> spec.name().equals(Topics.REVOCATIONS))
                .singleElement()
                .satisfies(spec -> assertThat(Long.parseLong(spec.config().get("retention.ms")))
                        .isGreaterThan(longest));
    }

    @Test
    void topicSpec_noPartitions_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicSpec("t", 0, (short) 1, Map.of()))
                .withMessage("partitions: 0 (expected: 1 to 1024)");
    }
}
