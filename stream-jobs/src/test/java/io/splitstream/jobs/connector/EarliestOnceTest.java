package io.splitstream.jobs.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EarliestOnceTest {
    private static final TopicPartition WHOLE = new TopicPartition("events", 0);
    private static final TopicPartition CUT = new TopicPartition("events", 1);
    private static final PartitionOffsetsRetriever KAFKA = new Beginnings(Map.of(WHOLE, 0L, CUT, 17L));

    @Test
    void getPartitionOffsets_wholeLog_isTheEarliest() {
        assertThat(new EarliestOnce(false).getPartitionOffsets(List.of(WHOLE), KAFKA))
                .containsExactly(Map.entry(WHOLE, KafkaPartitionSplit.EARLIEST_OFFSET));
    }

    @Test
    void getPartitionOffsets_recordsDropped_saysWhereAndWhatToDo() {
        assertThatThrownBy(() -> new EarliestOnce(false).getPartitionOffsets(List.of(WHOLE, CUT), KAFKA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{events-1=17}")
                .hasMessageContaining("SPLITSTREAM_JOBS_ACCEPT_MISSING_EVENTS=true");
    }

    @Test
    void getPartitionOffsets_recordsDroppedAndThatAccepted_isTheEarliest() {
        assertThat(new EarliestOnce(true).getPartitionOffsets(List.of(CUT), KAFKA))
                .containsExactly(Map.entry(CUT, KafkaPartitionSplit.EARLIEST_OFFSET));
    }

    /** Where partitions begin; nothing else is asked for. */
    private record Beginnings(Map<TopicPartition, Long> offsets) implements PartitionOffsetsRetriever {
        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            return partitions.stream().collect(Collectors.toMap(each -> each, offsets::get));
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            throw new UnsupportedOperationException();
        }
    }
}
