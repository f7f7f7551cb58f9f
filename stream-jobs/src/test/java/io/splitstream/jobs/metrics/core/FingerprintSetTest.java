package io.splitstream.jobs.metrics.core;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintSetTest {
    private final FingerprintSet set = FingerprintSet.keyedFrom(new SplittableRandom(1));

    @Test
    void add_sameIdentityTwice_secondIsACopy() {
        assertThat(set.add(logged("id", NOON))).isTrue();
        assertThat(set.add(logged("id", NOON + 1))).isFalse();
        assertThat(set.add(logged("other", NOON + 1))).isTrue();
    }

    @Test
    void add_otherWorkspaceExperimentOrUser_isNew() {
        set.add(new CountableEvent(0, "w", "e", "u", "id", "a", "click", null, NOON, NOON));

        assertThat(set.add(new CountableEvent(0, "x", "e", "u", "id", "a", "click", null, NOON, NOON)))
                .isTrue();
        assertThat(set.add(new CountableEvent(0, "w", "x", "u", "id", "a", "click", null, NOON, NOON)))
                .isTrue();
        assertThat(set.add(new CountableEvent(0, "w", "e", "x", "id", "a", "click", null, NOON, NOON)))
                .isTrue();
    }

    @Test
    void add_sevenDaysLater_stillACopy() {
        set.add(logged("id", NOON));

        assertThat(set.add(logged("id", NOON + Duration.ofDays(7).toMillis()))).isFalse();
    }

    @Test
    void add_dayForgotten_memoryIsGivenBack() {
        set.add(logged("id", NOON));
        set.add(logged("later", NOON + Duration.ofDays(9).toMillis()));

        assertThat(set.size()).isEqualTo(1);
        assertThat(set.add(logged("id", NOON + Duration.ofDays(9).toMillis()))).isTrue();
    }

    @Test
    void copy_originalGrows_copyStays() {
        set.add(logged("id", NOON));
        FingerprintSet copy = set.copy();
        for (int i = 0; i < 100; i++) {
            set.add(logged("more-" + i, NOON));
        }

        assertThat(copy.size()).isEqualTo(1);
        assertThat(copy.add(logged("id", NOON))).isFalse();
        assertThat(copy.add(logged("more-7", NOON))).isTrue();
    }

    @Test
    void add_manyIds_noneIsTakenForAnotherAndEachTakesFewBytes() {
        int ids = 200_000;
        for (int i = 0; i < ids; i++) {
            assertThat(set.add(logged("id-" + i, NOON))).isTrue();
        }

        assertThat(set.size()).isEqualTo(ids);
        assertThat((double) set.tableBytes() / ids).isBetween(8.0, 22.0);
    }

    private static CountableEvent logged(String id, long loggedAt) {
        return Fixtures.event("user", id, "a", "click", null, loggedAt, loggedAt);
    }
}
