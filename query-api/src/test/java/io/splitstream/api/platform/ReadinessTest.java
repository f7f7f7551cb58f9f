package io.splitstream.api.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Workers workers = new Workers("test", 1, 2, new SimpleMeterRegistry());
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Readiness readiness = new Readiness(
            Map.of("part", () -> {
                looks.incrementAndGet();
                answered.await();
                return "";
            }),
            workers);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void check_askedByManyAtOnce_looksOnceAndTellsAll() throws Exception {
        List<CompletableFuture<Readiness.Report>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(readiness.check().toCompletableFuture());
        }
        answered.countDown();

        for (CompletableFuture<Readiness.Report> report : asked) {
            assertThat(report.get(10, TimeUnit.SECONDS).parts()).isEqualTo(Map.of("part", ""));
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void check_askedASecondLater_looksAgain() throws Exception {
        answered.countDown();
        readiness.check().toCompletableFuture().get(10, TimeUnit.SECONDS);
        Thread.sleep(1_100);
        readiness.check().toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(looks).hasValue(2);
    }
}
