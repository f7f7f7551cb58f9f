package io.splitstream.api.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.store.Outbox.Attempt;
import io.splitstream.api.store.Outbox.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final List<String> attempted = new ArrayList<>();

    @Test
    void sweep_goesPastWhatFailsForItself_andEndsWhereNothingCanBeAnnounced() {
        Map<String, Attempt> outcomes = Map.of("a", Attempt.NEVER, "b", Attempt.DONE, "c", Attempt.LATER);

        Outbox.sweep(List.of(entry("a"), entry("b"), entry("c"), entry("d")), entry -> {
            attempted.add(entry.key());
            return outcomes.getOrDefault(entry.key(), Attempt.DONE);
        });

        assertThat(attempted).containsExactly("a", "b", "c");
    }

    private static Entry entry(String key) {
        return new Entry("topic", key);
    }
}
