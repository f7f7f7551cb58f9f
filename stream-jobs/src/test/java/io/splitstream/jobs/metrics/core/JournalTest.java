package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.jobs.metrics.core.Journal.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalTest {
    @Test
    void with_moreEventsThanItHolds_keepsTheFirstByTimeWhateverTheirOrder() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < Journal.MOST + 200; i++) {
            entries.add(new Entry(Fixtures.NOON + i / 3, "t" + i % 2, i % 5 == 0 ? null : (Long) (long) i));
        }
        Journal inOrder = journalOf(entries);
        Collections.shuffle(entries, new Random(1));

        Journal shuffled = journalOf(entries);

        assertThat(shuffled).isEqualTo(inOrder);
        assertThat(shuffled.entries()).hasSize(Journal.MOST);
        assertThat(shuffled.entries().get(Journal.MOST - 1).timestamp())
                .isEqualTo(Fixtures.NOON + (Journal.MOST - 1) / 3);
        assertThat(Journal.of(shuffled.entries())).isEqualTo(shuffled);
    }

    @Test
    void within_isFromTheBeginUntilBeforeTheEnd() {
        Journal journal = Journal.NONE
                .with(10, "view", null)
                .with(20, "buy", 5L)
                .with(20, "buy", null)
                .with(30, "buy", 7L);

        Activity activity = journal.within(20, 30);

        assertThat(activity.of("buy").count()).isEqualTo(2);
        assertThat(activity.of("buy").valued()).isEqualTo(1);
        assertThat(activity.of("buy").sum()).isEqualTo(5);
        assertThat(activity.of("view").count()).isZero();
        assertThat(activity.sessions()).isEqualTo(1);
        assertThat(journal.within(31, 40).sessions()).isZero();
    }

    private static Journal journalOf(List<Entry> entries) {
        Journal journal = Journal.NONE;
        for (Entry entry : entries) {
            journal = journal.with(entry.timestamp(), entry.eventType(), entry.value());
        }
        return journal;
    }
}
