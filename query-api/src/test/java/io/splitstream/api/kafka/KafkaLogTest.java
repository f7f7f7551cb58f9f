package io.splitstream.api.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.store.StateTooLargeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class KafkaLogTest {
    @Test
    void append_aRecordThatIsTooLarge_isNoMatterOfTime() {
        try (KafkaLog log = refusing(new RecordTooLargeException("2000000 bytes"))) {
            assertThatThrownBy(() -> log.append("topic", "exp_1", new byte[1]))
                    .isInstanceOf(StateTooLargeException.class)
                    .hasMessageContaining("exp_1");
        }
    }

    @Test
    void append_whileThereIsNoLeader_isUnavailable() {
        try (KafkaLog log = refusing(new NotLeaderOrFollowerException())) {
            assertThatThrownBy(() -> log.append("topic", "exp_1", new byte[1]))
                    .isInstanceOf(UnavailableException.class);
        }
    }

    private static KafkaLog refusing(RuntimeException refusal) {
        return new KafkaLog(new MockProducer<>() {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> message) {
                return CompletableFuture.failedFuture(refusal);
            }
        });
    }
}
