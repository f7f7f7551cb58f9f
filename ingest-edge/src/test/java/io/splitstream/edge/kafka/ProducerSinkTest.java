package io.splitstream.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.topic.Topics;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import io.splitstream.edge.ring.Delivery;
import io.splitstream.edge.ring.EventSink;
import io.splitstream.edge.ring.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class ProducerSinkTest {
    private final List<CopyingProducer> made = new ArrayList<>();
    private final EventProducer producer = new EventProducer(() -> {
        Node[] nodes = {new Node(0, "broker", 9092)};
        List<PartitionInfo> partitions = List.of(
                new PartitionInfo(Topics.EVENTS, 0, nodes[0], nodes, nodes),
                new PartitionInfo(Topics.EVENTS, 1, nodes[0], nodes, nodes));
        Cluster cluster = new Cluster("c", List.of(nodes), partitions, java.util.Set.of(), java.util.Set.of());
        made.add(new CopyingProducer(cluster));
        return made.get(made.size() - 1);
    });
    private final EventSink sink = producer.sink();
    private final List<Delivery> settled = new ArrayList<>();

    @Test
    void send_acknowledged_isAckedAndKeyedByUser() throws Exception {
        producer.ensure();
        submit(2);
        assertThat(settled).isEmpty();

        onAnotherThread(() -> {
            made.get(0).completeNext();
            made.get(0).completeNext();
        });

        assertThat(settled).containsExactly(new Delivery(2, 0, 0));
        ProducerRecord<byte[], byte[]> record = made.get(0).history().get(0);
        assertThat(record.topic()).isEqualTo("splitstream.events");
        assertThat(record.key()).isEqualTo("käthe".getBytes(StandardCharsets.UTF_8));
        assertThat(made.get(0).history())
                .extracting(sent -> new EventCodec().decode(sent.value()))
                .containsExactly(event(0), event(1));
    }

    @Test
    void send_expiredInFlight_isUnknown() throws Exception {
        producer.ensure();
        submit(2);

        onAnotherThread(() -> {
            made.get(0).completeNext();
            made.get(0).errorNext(new TimeoutException("expired"));
        });

        assertThat(settled).containsExactly(new Delivery(1, 0, 1));
    }

    @Test
    void send_lostLeaderInFlight_isUnknownAndTooLargeIsNot() throws Exception {
        producer.ensure();
        submit(2);

        onAnotherThread(() -> {
            made.get(0).errorNext(new NotLeaderOrFollowerException("moved"));
            made.get(0).errorNext(new RecordTooLargeException("big"));
        });

        assertThat(settled).containsExactly(new Delivery(0, 1, 1));
    }

    @Test
    void send_withoutProducer_isNotSent() {
        submit(3);

        assertThat(settled).containsExactly(new Delivery(0, 3, 0));
    }

    @Test
    void send_brokenProducer_isNotSentAndReplaced() throws Exception {
        producer.ensure();
        made.get(0).sendException = new KafkaException("its identity was refused");

        submit(2);
        assertThat(settled).containsExactly(new Delivery(0, 2, 0));
        assertThat(made.get(0).closed()).isTrue();

        producer.ensure();
        submit(1);
        onAnotherThread(() -> made.get(1).completeNext());
        assertThat(settled.get(1)).isEqualTo(new Delivery(1, 0, 0));
    }

    @Test
    void tick_everyPartition_oneOnItsWayAtATime() throws Exception {
        long[] nanos = {0};
        Ticker ticker = new Ticker(producer, "edge", Clock.systemUTC(), () -> nanos[0]);

        ticker.tick();
        ticker.tick();
        assertThat(made.get(0).history()).extracting(ProducerRecord::partition).containsExactly(0, 1);
        assertThat(ticker.isReachable()).isFalse();

        onAnotherThread(() -> made.get(0).completeNext());
        assertThat(ticker.isReachable()).isTrue();
        ticker.tick();
        assertThat(made.get(0).history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 0);
        nanos[0] = Duration.ofSeconds(3).toNanos();
        assertThat(ticker.isReachable()).isFalse();
        ticker.stop();
    }

    private void submit(int events) {
        RecordBatch records = new RecordBatch(new BufferPool(0));
        for (int i = 0; i < events; i++) {
            records.add("käthe".getBytes(StandardCharsets.UTF_8), new EventCodec().encode(event(i)));
        }
        sink.send(
                records,
                new Submission(events, System.nanoTime(), Duration.ofMinutes(1).toNanos()) {
                    @Override
                    protected void settled(Delivery delivery) {
                        settled.add(delivery);
                    }
                });
    }

    /** Keeps copies of what is sent, as the client itself does: the sink uses its arrays again. */
    private static final class CopyingProducer extends MockProducer<byte[], byte[]> {
        CopyingProducer(Cluster cluster) {
            super(cluster, false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            byte[] key = record.key() == null ? null : record.key().clone();
            return super.send(
                    new ProducerRecord<>(
                            record.topic(),
                            record.partition(),
                            key,
                            record.value().clone()),
                    callback);
        }
    }

    /** Acknowledgements come on the producer's own thread. */
    private static void onAnotherThread(Runnable acknowledgements) throws InterruptedException {
        Thread thread = new Thread(acknowledgements);
        thread.start();
        thread.join();
    }

    private static ExperimentEvent event(int index) {
        return new ExperimentEvent(
                "id" + index,
                "ws",
                "exp",
                "A",
                "käthe",
                "click",
                null,
                null,
                null,
                1,
                false,
                1,
                "sommos",
                "other",
                "127.0.0.0");
    }
}
