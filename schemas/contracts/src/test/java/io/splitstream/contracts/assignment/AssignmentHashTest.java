package io.splitstream.contracts.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentHashTest {
    /** 99.9 % quantile of χ² with 2 degrees of freedom: −2·ln 0.001. */
    private static final double LIMIT = -2 * Math.log(0.001);

    @Test
    void bucket_tenThousandUsers_spreadByTheWeights() {
        List<Double> weights = List.of(0.2, 0.3, 0.5);
        List<BucketRange> ranges = BucketRange.of(3, 1, weights);
        long[] users = new long[3];
        IntStream.range(0, 10_000).forEach(user -> {
            double bucket = AssignmentHash.V2.bucket("experiment-1", "user-" + user);
            users[BucketRange.indexOf(bucket, ranges).orElseThrow()]++;
        });
        double chiSquare = IntStream.range(0, 3)
                .mapToDouble(i -> Math.pow(users[i] - 10_000 * weights.get(i), 2) / (10_000 * weights.get(i)))
                .sum();
        assertThat(chiSquare).isLessThan(LIMIT);
    }

    @Test
    void bucket_otherSeed_isIndependent() {
        long both = IntStream.range(0, 10_000)
                .filter(user -> AssignmentHash.V2.bucket("a", "user-" + user) < 0.5
                        && AssignmentHash.V2.bucket("b", "user-" + user) < 0.5)
                .count();
        assertThat(both).isBetween(2_350L, 2_650L);
    }

    @Test
    void bucket_charactersBeyondAscii_areHashedByUtf16Unit() {
        // Computed with Python: FNV-1a over the units of "seed" + "é😀".encode("utf-16"), twice.
        assertThat(AssignmentHash.V2.bucket("seed", "é😀")).isEqualTo(0.0156);
    }

    @Test
    void bucket_unknownVersion_isEmpty() {
        assertThat(AssignmentHash.bucket("seed", "user", 3)).isEmpty();
    }

    @Test
    void indexOf_bucketBeyondCoverage_leavesTheUserOut() {
        List<BucketRange> ranges = BucketRange.of(2, 0.5, null);
        assertThat(BucketRange.indexOf(0.1, ranges)).hasValue(0);
        assertThat(BucketRange.indexOf(0.3, ranges)).isEmpty();
        assertThat(BucketRange.indexOf(0.6, ranges)).hasValue(1);
    }

    @Test
    void of_coverageRaised_movesNobody() {
        List<BucketRange> before = BucketRange.of(3, 0.3, List.of(0.2, 0.3, 0.5));
        List<BucketRange> after = BucketRange.of(3, 0.9, List.of(0.2, 0.3, 0.5));
        IntStream.range(0, 10_000).mapToDouble(i -> i / 10_000.0).forEach(bucket -> BucketRange.indexOf(bucket, before)
                .ifPresent(
                        index -> assertThat(BucketRange.indexOf(bucket, after)).hasValue(index)));
    }
}
