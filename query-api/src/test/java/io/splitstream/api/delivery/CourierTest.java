package io.splitstream.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final Message MESSAGE = new Message("m1", "t", "{}", "subject", "text");

    private final MovingClock clock = new MovingClock();
    private final InMemoryDeliveries store = new InMemoryDeliveries();
    private final Deliveries deliveries = new Deliveries(store, url -> Optional.empty(), () -> "whsec_c2VjcmV0", clock);
    private final List<Instant> attempts = new ArrayList<>();
    private boolean broken;
    private Attempt next = Attempt.failed(500, "the receiver answered 500");
    private final Courier courier = new Courier(
            store,
            Map.of(Channel.Kind.WEBHOOK, delivery -> {
                attempts.add(clock.instant());
                if (broken) {
                    throw new IllegalArgumentException("port out of range");
                }
                return next;
            }),
            clock,
            new SameThread());
    private final String channelId = open();

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Runs what it is given at once. */
    private static final class SameThread extends AbstractExecutorService {
        private boolean over;

        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public void shutdown() {
            over = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            over = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return over;
        }

        @Override
        public boolean isTerminated() {
            return over;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return over;
        }
    }

    @AfterEach
    void close() {
        courier.close();
    }

    @Test
    void failure_isTriedAgainAfterEachPause_andThenGivenUp() {
        deliveries.publish("w", "o", "topic", MESSAGE);
        Instant start = clock.now;
        courier.round();
        List<Duration> expected = new ArrayList<>(List.of(Duration.ZERO));
        Duration sum = Duration.ZERO;
        for (Duration pause : Courier.PAUSES) {
            clock.now = clock.now.plus(pause).minusMillis(1);
            courier.round();
            clock.now = clock.now.plusMillis(1);
            courier.round();
            sum = sum.plus(pause);
            expected.add(sum);
        }
        clock.now = clock.now.plus(Duration.ofDays(30));
        courier.round();

        assertThat(attempts).extracting(at -> Duration.between(start, at)).isEqualTo(expected);
        assertThat(logged().state()).isEqualTo("failed");
        assertThat(logged().attempts()).isEqualTo(10);
        assertThat(Courier.PAUSES)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(14),
                        Duration.ofHours(20),
                        Duration.ofHours(24));
    }

    @Test
    void carrierThatFailsForItself_usesUpItsAttempts() {
        broken = true;
        deliveries.publish("w", "o", "topic", MESSAGE);
        for (int i = 0; i < 20; i++) {
            courier.round();
            clock.now = clock.now.plus(Duration.ofDays(1));
        }

        assertThat(attempts).hasSize(10);
        assertThat(logged().state()).isEqualTo("failed");
        assertThat(logged().reason()).isEqualTo("the message could not be sent");
    }

    @Test
    void delivery_isMadeOnce() {
        next = Attempt.delivered(204);
        deliveries.publish("w", "o", "topic", MESSAGE);
        deliveries.publish("w", "o", "topic", MESSAGE);
        deliveries.publish("w", "o", "another topic", new Message("m2", "t", "{}", "s", "t"));
        courier.round();
        clock.now = clock.now.plus(Duration.ofDays(1));
        courier.round();

        assertThat(attempts).hasSize(1);
        assertThat(logged().state()).isEqualTo("delivered");
        assertThat(logged().status()).isEqualTo(204);
    }

    @Test
    void receiverThatIsGone_closesTheChannel() {
        next = Attempt.gone(410, "gone");
        deliveries.publish("w", "o", "topic", MESSAGE);
        courier.round();
        deliveries.publish("w", "o", "topic", new Message("m2", "t", "{}", "s", "t"));

        assertThat(deliveries.channels("w", "o")).singleElement().satisfies(closed -> assertThat(closed.closedBecause())
                .isEqualTo("gone"));
        assertThat(store.log(channelId, 10, 0)).hasSize(1);
    }

    @Test
    void courierThatDies_leavesTheDeliveryToTheNext() {
        deliveries.publish("w", "o", "topic", MESSAGE);
        assertThat(store.claim(10, clock.now, Duration.ofSeconds(60))).hasSize(1);
        courier.round();
        assertThat(attempts).isEmpty();
        clock.now = clock.now.plusSeconds(60);
        courier.round();

        assertThat(attempts).hasSize(1);
    }

    private String open() {
        deliveries.open("w", "o", Channel.Kind.WEBHOOK, "https://a.example/", List.of("topic"));
        return deliveries.channels("w", "o").get(0).id();
    }

    private Delivery.Logged logged() {
        return store.log(channelId, 10, 0).get(0);
    }
}
