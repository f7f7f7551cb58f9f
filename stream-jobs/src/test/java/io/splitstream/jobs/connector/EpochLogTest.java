package io.splitstream.jobs.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.Tick;
import io.splitstream.contracts.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.Test;

class EpochLogTest {
    private static final int PARTITIONS = 3;
    private static final long OPENED_AT = 1_000;

    private final EpochLog log = new EpochLog("nowhere:9092", "counting");

    @Test
    void open_movesLogTimeOfEveryPartitionPastTheEpoch() throws Exception {
        Brokers brokers = new Brokers(0);

        assertThat(log.open(brokers)).isEqualTo(new EpochStart(40, OPENED_AT));
        assertThat(brokers.ticked).containsExactly(0, 1, 2);
    }

    @Test
    void open_whereClocksOfBrokersAreBehind_ticksUntilTheyAreThere() throws Exception {
        Brokers brokers = new Brokers(2);

        assertThat(log.open(brokers)).isEqualTo(new EpochStart(40, OPENED_AT));
        assertThat(brokers.ticked).hasSize(3 * PARTITIONS).endsWith(0, 1, 2);
    }

    @Test
    void open_whereAPartitionTakesNothing_opensNoEpoch() {
        Brokers brokers = new Brokers(0);
        brokers.broken = true;

        assertThatThrownBy(() -> log.open(brokers))
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(NotEnoughReplicasException.class);
    }

    /** Brokers of which those of the events have a clock that is a number of rounds behind. */
    private static final class Brokers extends MockProducer<byte[], byte[]> {
        private final List<Integer> ticked = new ArrayList<>();
        private final int roundsBehind;
        private boolean broken;

        Brokers(int roundsBehind) {
            this.roundsBehind = roundsBehind;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            if (record.topic().equals(Topics.EPOCHS)) {
                return appended(record.topic(), 0, OPENED_AT);
            }
            assertThat(new EventCodec().decode(record.value())).isEqualTo(new Tick("counting", OPENED_AT));
            int partition = Objects.requireNonNull(record.partition());
            if (broken && partition == 1) {
                return CompletableFuture.failedFuture(new NotEnoughReplicasException("one of three"));
            }
            int round = ticked.size() / PARTITIONS;
            ticked.add(partition);
            return appended(record.topic(), partition, OPENED_AT + 1 + round - roundsBehind);
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
                    .toList();
        }

        private static Future<RecordMetadata> appended(String topic, int partition, long at) {
            return CompletableFuture.completedFuture(
                    new RecordMetadata(new TopicPartition(topic, partition), 40, 0, at, 0, 0));
        }
    }
}
