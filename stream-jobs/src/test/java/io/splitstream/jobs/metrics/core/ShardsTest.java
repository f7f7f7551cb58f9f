package io.splitstream.jobs.metrics.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardsTest {
    /** State and rows are placed by these: a change would lose every user's history. */
    @Test
    void of_knownUsers_neverChanges() {
        assertThat(new int[] {Shards.of(""), Shards.of("alice"), Shards.of("bob"), Shards.of("użytkownik-7")})
                .containsExactly(9584, 9293, 5332, 2844);
    }

    @Test
    void of_manyUsers_fillsAllBucketsEvenly() {
        int[] users = new int[Shards.BUCKETS];
        for (int i = 0; i < 160_000; i++) {
            users[Shards.bucketOf(Shards.of("user-" + i))]++;
        }

        for (int inBucket : users) {
            assertThat(inBucket).isBetween(9_500, 10_500);
        }
    }
}
