package io.splitstream.edge.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.contracts.event.ExperimentEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SubmissionRingTest {
    private static final long LATER = System.nanoTime() + Duration.ofMinutes(1).toNanos();

    @Test
    void offer_severalSubmissions_areSentInOrderAndSettledOnce() throws Exception {
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        SubmissionRing ring = new SubmissionRing("ring-test", 8, (event, submission) -> {
            sent.add(event.eventId());
            submission.settle(Fate.ACKED);
        });
        ring.start();
        CompletableFuture<Delivery> first = new CompletableFuture<>();
        CompletableFuture<Delivery> second = new CompletableFuture<>();

        ring.offer(new Submission(List.of(event("1"), event("2")), LATER, first::complete));
        ring.offer(new Submission(List.of(event("3")), LATER, second::complete));

        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(2, 0, 0));
        assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo(new Delivery(1, 0, 0));
        assertThat(sent).containsExactly("1", "2", "3");
        assertThat(ring.stop(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void offer_fullRing_isRefusedWithoutBlocking() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        SubmissionRing ring = new SubmissionRing("ring-test", 2, (event, submission) -> {
            entered.countDown();
            awaitUninterruptibly(leave);
            submission.settle(Fate.ACKED);
        });
        ring.start();
        ring.offer(one(LATER));
        entered.await();
        ring.offer(one(LATER));

        assertThat(ring.hasRoom()).isFalse();
        assertThat(ring.offer(one(LATER))).isFalse();
        assertThat(ring.fill()).isEqualTo(2);

        leave.countDown();
        assertThat(ring.stop(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void sendTo_pastDeadline_sendsNothing() {
        List<Delivery> settled = new ArrayList<>();
        List<ExperimentEvent> sent = new ArrayList<>();

        new Submission(List.of(event("1"), event("2")), System.nanoTime() - 1, settled::add)
                .sendTo((event, submission) -> sent.add(event));

        assertThat(sent).isEmpty();
        assertThat(settled).containsExactly(new Delivery(0, 2, 0));
    }

    @Test
    void settle_mixedFates_areCountedApart() {
        List<Delivery> settled = new ArrayList<>();
        Submission submission = new Submission(List.of(event("1"), event("2"), event("3")), LATER, settled::add);

        submission.settle(Fate.UNKNOWN);
        submission.settle(Fate.NOT_SENT);
        assertThat(settled).isEmpty();
        submission.settle(Fate.ACKED);

        assertThat(settled).containsExactly(new Delivery(1, 1, 1));
        assertThat(settled.get(0).isComplete()).isFalse();
        assertThat(settled.get(0).isNothing()).isFalse();
    }

    @Test
    void submission_withoutEvents_isABug() {
        assertThatThrownBy(() -> new Submission(List.of(), LATER, delivery -> {}))
                .hasMessage("events: none (expected: 1 or more)");
    }

    private static Submission one(long deadline) {
        return new Submission(List.of(event("x")), deadline, delivery -> {});
    }

    private static ExperimentEvent event(String id) {
        return new ExperimentEvent(
                id, "ws", "exp", "A", "u", "click", null, null, null, 1, false, 1, "sommos", "other", "127.0.0.0");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
