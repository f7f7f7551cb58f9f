package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.load.LoadEvent;
import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Floor B2: sends the records that the edge would send, made beforehand, by a plain producer with the edge's settings;
 * a process of its own.
 *
 * <p>Reads orders from its input, one a line: {@code RATE SECONDS ANSWER-FILE}, rate 0 for as fast as it goes. The file
 * gets {@code RECORDS SECONDS P50-MICROS P99-MICROS FAILURES}, latencies from the moment at which a record was due.
 */
public final class PlainProducer {
    /** What the edge has in flight at most. */
    private static final int IN_FLIGHT = 100_000;

    private static final int RECORDS = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final List<byte[][]> records;

    private PlainProducer(Producer<byte[], byte[]> producer, List<byte[][]> records) {
        this.producer = producer;
        this.records = records;
    }

    /** Arguments: bootstrap servers, linger in milliseconds, batch size in bytes, compression. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                arguments[0],
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                Integer.valueOf(arguments[1]),
                ProducerConfig.BATCH_SIZE_CONFIG,
                Integer.valueOf(arguments[2]),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                arguments[3],
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                32L << 20);
        try (Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
                BufferedReader orders =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            PlainProducer plain = new PlainProducer(producer, records());
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", -1);
                String answer = plain.send(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
                Path file = Path.of(words[2]);
                Path next = Path.of(words[2] + ".next");
                Files.writeString(next, answer);
                Files.move(next, file);
            }
        }
    }

    private String send(int rate, int seconds) throws InterruptedException {
        Semaphore room = new Semaphore(IN_FLIGHT);
        ConcurrentHistogram micros = new ConcurrentHistogram(3);
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        long sent = 0;
        int[] failures = {0};
        while (System.nanoTime() < end) {
            long due = rate == 0 ? System.nanoTime() : begin + sent * 1_000_000_000L / rate;
            if (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(Math.max(1, Math.min(due - System.nanoTime(), 1_000_000)));
                continue;
            }
            room.acquire();
            byte[][] record = records.get((int) (sent % records.size()));
            var unused =
                    producer.send(new ProducerRecord<>(Topics.EVENTS, record[0], record[1]), (metadata, failure) -> {
                        micros.recordValue(Math.max(0, (System.nanoTime() - due) / 1_000));
                        failures[0] += failure == null ? 0 : 1;
                        room.release();
                    });
            sent++;
        }
        room.acquire(IN_FLIGHT);
        double elapsed = (System.nanoTime() - begin) / 1e9;
        return sent + " " + elapsed + " " + micros.getValueAtPercentile(50) + " " + micros.getValueAtPercentile(99)
                + " " + failures[0];
    }

    private static List<byte[][]> records() {
        EventCodec codec = new EventCodec();
        List<byte[][]> records = new ArrayList<>(RECORDS);
        for (LoadEvent event : EdgeLoad.events(RECORDS)) {
            ExperimentEvent record = new ExperimentEvent(
                    event.eventId(),
                    EdgeLoad.WORKSPACE,
                    event.experimentId(),
                    event.variantId(),
                    event.userId(),
                    event.type().wireName(),
                    event.value() == null
                            ? null
                            : event.value()
                                    .movePointRight(ExperimentEvent.VALUE_SCALE)
                                    .longValueExact(),
                    null,
                    null,
                    event.timestamp().toEpochMilli(),
                    false,
                    event.timestamp().toEpochMilli(),
                    "collect",
                    "other",
                    "127.0.0.0");
            records.add(new byte[][] {event.userId().getBytes(StandardCharsets.UTF_8), codec.encode(record)});
        }
        return records;
    }
}
