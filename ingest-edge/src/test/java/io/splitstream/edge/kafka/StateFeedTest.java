package io.splitstream.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.edge.intake.DefinitionRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFeedTest {
    private final Path directory;

    StateFeedTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void stop_manyFeedsWithoutABroker_takesTheTimeOfOne() throws Exception {
        List<StateFeed<?>> feeds =
                Stream.generate(this::withoutABroker).limit(8).toList();
        for (StateFeed<?> feed : feeds) {
            feed.start();
        }
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        for (StateFeed<?> feed : feeds) {
            asked.add(feed.catchUp());
        }
        for (int i = 0; i < feeds.size(); i++) {
            // Whoever asks gets another answer once the feed waits for the broker on behalf of the first.
            while (feeds.get(i).catchUp() == asked.get(i)) {
                Thread.sleep(5);
            }
        }
        CompletableFuture<Void> waiting = feeds.get(7).catchUp();

        long begun = System.nanoTime();
        StateFeed.stop(feeds, Duration.ofMillis(200));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(800));
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS)).hasMessageContaining("stopping");
    }

    private StateFeed<?> withoutABroker() {
        return new StateFeed<>(StateTopic.EXPERIMENTS, "127.0.0.1:1", "test", directory, new DefinitionRegistry());
    }
}
