package io.splitstream.jobs.metrics.core;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.core.StateLifetimes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FingerprintSetTest {
    private final FingerprintSet set = FingerprintSet.keyedFrom(new SplittableRandom(1));

    @Test
    void add_sameIdentityTwice_secondIsACopy() {
        assertThat(add(set, logged("id", NOON))).isTrue();
        assertThat(add(set, logged("id", NOON + 1))).isFalse();
        assertThat(add(set, logged("other", NOON + 1))).isTrue();
    }

    @Test
    void add_otherWorkspaceExperimentOrUser_isNew() {
        add(set, new CountableEvent(0, "w", "e", "u", "id", "a", "click", null, NOON, NOON));

        assertThat(add(set, new CountableEvent(0, "x", "e", "u", "id", "a", "click", null, NOON, NOON)))
                .isTrue();
        assertThat(add(set, new CountableEvent(0, "w", "x", "u", "id", "a", "click", null, NOON, NOON)))
                .isTrue();
        assertThat(add(set, new CountableEvent(0, "w", "e", "x", "id", "a", "click", null, NOON, NOON)))
                .isTrue();
    }

    @Test
    void add_sevenDaysLater_stillACopy() {
        add(set, logged("id", NOON));

        assertThat(add(set, logged("id", NOON + Duration.ofDays(7).toMillis()))).isFalse();
    }

    @Test
    void add_dayForgotten_memoryIsGivenBack() {
        add(set, logged("id", NOON));
        add(set, logged("later", NOON + Duration.ofDays(9).toMillis()));

        assertThat(set.size()).isEqualTo(1);
        assertThat(add(set, logged("id", NOON + Duration.ofDays(9).toMillis()))).isTrue();
    }

    @Test
    void copy_originalGrows_copyStays() {
        add(set, logged("id", NOON));
        FingerprintSet copy = set.copy();
        for (int i = 0; i < 100; i++) {
            add(set, logged("more-" + i, NOON));
        }

        assertThat(copy.size()).isEqualTo(1);
        assertThat(add(copy, logged("id", NOON))).isFalse();
        assertThat(add(copy, logged("more-7", NOON))).isTrue();
    }

    @Test
    void copy_betweenAnyTwoIds_holdsThoseBeforeAlone() {
        int ids = 500;
        for (int i = 0; i < ids; i++) {
            FingerprintSet copy = set.copy();
            assertThat(add(set, logged("id-" + i, NOON))).isTrue();

            assertThat(copy.size()).isEqualTo(i);
            assertThat(fingerprints(copy)).doesNotContain(0L).doesNotHaveDuplicates();
            assertThat(add(copy, logged("id-" + i, NOON))).isTrue();
            assertThat(add(set, logged("id-" + i / 2, NOON))).isFalse();
        }
        assertThat(fingerprints(set)).hasSize(ids).doesNotHaveDuplicates();
    }

    @Test
    void copy_ofManyIds_sharesMostOfThem() {
        for (int i = 0; i < 10_000; i++) {
            add(set, logged("id-" + i, NOON));
        }
        long before = allocatedBytes();
        set.copy();

        assertThat((double) (allocatedBytes() - before) / set.tableBytes()).isLessThan(0.35);
    }

    @Test
    void add_manyIds_noneIsTakenForAnotherAndEachTakesFewBytes() {
        int ids = 200_000;
        for (int i = 0; i < ids; i++) {
            assertThat(add(set, logged("id-" + i, NOON))).isTrue();
        }

        assertThat(set.size()).isEqualTo(ids);
        assertThat((double) set.tableBytes() / ids).isBetween(8.0, 16.0);
    }

    @Test
    void add_withinAShorterWindow_isForgottenSooner() {
        StateLifetimes aDay =
                new StateLifetimes(Duration.ofDays(1), Duration.ofDays(30), new Lateness(Duration.ofDays(1)));
        set.add(logged("id", NOON), aDay);

        assertThat(set.add(logged("id", NOON + Duration.ofDays(1).toMillis()), aDay))
                .isFalse();
        assertThat(set.add(logged("id", NOON + Duration.ofDays(3).toMillis()), aDay))
                .isTrue();
    }

    private static boolean add(FingerprintSet to, CountableEvent event) {
        return to.add(event, StateLifetimes.USUAL);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static List<Long> fingerprints(FingerprintSet of) {
        return of.days().stream()
                .flatMapToLong(day -> LongStream.of(day.fingerprints()))
                .boxed()
                .toList();
    }

    private static CountableEvent logged(String id, long loggedAt) {
        return Fixtures.event("user", id, "a", "click", null, loggedAt, loggedAt);
    }
}
