package io.splitstream.edge.ring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class SubmissionRingTest {
    private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

    private final BufferPool buffers = new BufferPool(1 << 20);
    private final List<Throwable> bugs = Collections.synchronizedList(new ArrayList<>());
    private final List<Delivery> settled = Collections.synchronizedList(new ArrayList<>());

    @Test
    void publish_severalRequests_areSentInOrderAndSettledOnce() throws Exception {
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        SubmissionRing ring = ring(8, (records, submission) -> {
            for (int record = 0; record < records.count(); record++) {
                sent.add(value(records, record));
                submission.settle(Fate.ACKED);
            }
        });
        CompletableFuture<Delivery> first = new CompletableFuture<>();
        CompletableFuture<Delivery> second = new CompletableFuture<>();

        publish(ring, first::complete, "1", "2");
        publish(ring, second::complete, "3");

        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(2, 0, 0));
        assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(1, 0, 0));
        assertThat(sent).containsExactly("1", "2", "3");
        assertThat(ring.stop(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void abandon_whatWasWritten_isNeverSent() throws Exception {
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        SubmissionRing ring = ring(2, (records, submission) -> {
            sent.add(value(records, 0));
            submission.settle(Fate.ACKED);
        });
        CompletableFuture<Delivery> delivered = new CompletableFuture<>();

        RecordBatch opened = requireNonNull(ring.open());
        opened.add(new byte[] {1}, new byte[100_000]);
        ring.abandon();
        publish(ring, delivered::complete, "x");

        assertThat(delivered.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(1, 0, 0));
        assertThat(sent).containsExactly("x");
        assertThat(buffers.kept()).as("the large array is back").isPositive();
        ring.stop(Duration.ofSeconds(5));
    }

    @Test
    void submit_severalRequests_goTogetherOnceTheyArePublished() throws Exception {
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch settledAll = new CountDownLatch(3);
        SubmissionRing ring = ring(4, (records, submission) -> {
            sent.add(value(records, 0));
            submission.settle(Fate.ACKED);
        });
        publish(ring, delivery -> settledAll.countDown(), "1");

        write(ring, "2");
        assertThat(ring.submit(new Settling(1, System.nanoTime(), delivery -> settledAll.countDown())))
                .isEqualTo(1);
        write(ring, "3");
        assertThat(ring.submit(new Settling(1, System.nanoTime(), delivery -> settledAll.countDown())))
                .isEqualTo(2);
        assertThat(settledAll.await(50, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(sent).doesNotContain("2", "3");

        ring.publish();
        ring.publish();
        assertThat(settledAll.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(sent).containsExactly("1", "2", "3");
        ring.stop(Duration.ofSeconds(5));
    }

    @Test
    void open_fullRing_hasNoSlot() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        SubmissionRing ring = ring(2, (records, submission) -> {
            entered.countDown();
            awaitUninterruptibly(leave);
            submission.settle(Fate.ACKED);
        });
        publish(ring, settled::add, "1");
        entered.await();
        publish(ring, settled::add, "2");

        assertThat(ring.hasRoom()).isFalse();
        assertThat(ring.open()).isNull();
        assertThat(ring.fill()).isEqualTo(2);

        leave.countDown();
        assertThat(ring.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(settled).hasSize(2);
    }

    @Test
    void publish_sinkThrows_isToldAndTheThreadGoesOn() throws Exception {
        Error bug = new StackOverflowError("a bug");
        SubmissionRing ring = ring(2, (records, submission) -> {
            if (value(records, 0).equals("1")) {
                throw bug;
            }
            submission.settle(Fate.ACKED);
        });
        CompletableFuture<Delivery> second = new CompletableFuture<>();

        publish(ring, settled::add, "1");
        publish(ring, second::complete, "2");

        assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(1, 0, 0));
        assertThat(bugs).containsExactly(bug);
        ring.stop(Duration.ofSeconds(5));
    }

    @Test
    void stop_whatWaitsBehindASendThatHangs_isNotSent() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        SubmissionRing ring = ring(8, (records, submission) -> {
            sent.add(value(records, 0));
            entered.countDown();
            awaitUninterruptibly(leave);
            submission.settle(Fate.ACKED);
        });
        CompletableFuture<Delivery> first = new CompletableFuture<>();
        CompletableFuture<Delivery> published = new CompletableFuture<>();
        CompletableFuture<Delivery> submitted = new CompletableFuture<>();
        publish(ring, first::complete, "1");
        entered.await();
        publish(ring, published::complete, "2");
        write(ring, "3");
        ring.submit(new Settling(1, System.nanoTime(), submitted::complete));

        assertThat(ring.stop(Duration.ofMillis(10))).isFalse();
        assertThat(ring.hasRoom()).isFalse();
        assertThat(ring.open()).isNull();
        leave.countDown();

        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(1, 0, 0));
        assertThat(published.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(0, 1, 0));
        ring.publish();
        assertThat(submitted.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(0, 1, 0));
        assertThat(sent).containsExactly("1");
    }

    @Test
    void publish_whileTheRingStops_isSettledOnce() throws Exception {
        for (int round = 0; round < 500; round++) {
            List<Delivery> all = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch told = new CountDownLatch(3);
            SubmissionRing ring = ring(8, (records, submission) -> submission.settle(Fate.ACKED));
            for (String value : List.of("1", "2", "3")) {
                write(ring, value);
                ring.submit(new Settling(1, System.nanoTime(), delivery -> {
                    all.add(delivery);
                    told.countDown();
                }));
            }
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> ring.stop(Duration.ofSeconds(5)));
            ring.publish();

            assertThat(told.await(5, TimeUnit.SECONDS)).as("round " + round).isTrue();
            stopping.get(5, TimeUnit.SECONDS);
            assertThat(all).hasSize(3);
        }
    }

    @Test
    void publish_pastItsTime_isNotSent() throws Exception {
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        SubmissionRing ring = ring(2, (records, submission) -> sent.add("x"));
        CompletableFuture<Delivery> late = new CompletableFuture<>();

        write(ring, "1", "2");
        ring.submit(new Settling(2, System.nanoTime() - PATIENCE - 1, late::complete));
        ring.publish();

        assertThat(late.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(0, 2, 0));
        assertThat(sent).isEmpty();
        ring.stop(Duration.ofSeconds(5));
    }

    @Test
    void settle_mixedFates_areCountedApart() {
        Submission submission = new Settling(3, System.nanoTime(), settled::add);

        submission.settle(Fate.UNKNOWN);
        submission.settle(Fate.NOT_SENT);
        assertThat(settled).isEmpty();
        submission.settle(Fate.ACKED);

        assertThat(settled).containsExactly(new Delivery(1, 1, 1));
        assertThat(settled.get(0).isComplete()).isFalse();
        assertThat(settled.get(0).isNothing()).isFalse();
    }

    @Test
    void submission_withoutRecords_isABug() {
        assertThatThrownBy(() -> new Settling(0, 0, settled::add)).hasMessage("records: 0 (expected: 1 or more)");
    }

    private SubmissionRing ring(int capacity, EventSink sink) {
        SubmissionRing ring = new SubmissionRing("ring-test", capacity, buffers, sink, nanos -> {}, bugs::add);
        ring.start();
        return ring;
    }

    private static void publish(SubmissionRing ring, Consumer<Delivery> whenSettled, String... values) {
        write(ring, values);
        ring.submit(new Settling(values.length, System.nanoTime(), whenSettled));
        ring.publish();
    }

    private static void write(SubmissionRing ring, String... values) {
        RecordBatch records = requireNonNull(ring.open());
        for (String value : values) {
            records.add(new byte[] {'k'}, value.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String value(RecordBatch records, int record) {
        return new String(
                records.bytes(), records.valueFrom(record), records.valueLength(record), StandardCharsets.US_ASCII);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Settling extends Submission {
        private final Consumer<Delivery> whenSettled;

        Settling(int records, long offeredAt, Consumer<Delivery> whenSettled) {
            super(records, offeredAt, PATIENCE);
            this.whenSettled = whenSettled;
        }

        @Override
        protected void settled(Delivery delivery) {
            whenSettled.accept(delivery);
        }
    }
}
