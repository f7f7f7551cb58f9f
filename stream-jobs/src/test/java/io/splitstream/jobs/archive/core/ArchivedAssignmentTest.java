package io.splitstream.jobs.archive.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.event.Assignment;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchivedAssignmentTest {
    @Test
    void version_earlier_isLargerWhateverElseDiffers() {
        assertThat(version(1_000, 7, 900)).isGreaterThan(version(1_001, 0, 0));
    }

    @Test
    void version_atOneTime_lowerEpochIsLargerWhateverTheOffset() {
        assertThat(version(1_000, 1, 900)).isGreaterThan(version(1_000, 2, 0));
    }

    @Test
    void version_copies_theOneLoggedFirstIsLarger() {
        assertThat(version(1_000, 1, 8)).isGreaterThan(version(1_000, 1, 9));
    }

    @Test
    void version_epochBeyondItsBits_staysTheLeast() {
        assertThat(version(1_000, 70_000, 0)).isLessThan(version(1_000, 65_000, 5));
    }

    private static BigInteger version(long assignedAt, int weightEpoch, long offset) {
        ArchivedAssignment archived = new ArchivedAssignment(
                new Assignment("w", "e", "u", "a", weightEpoch, assignedAt, Map.of()), 0, offset, 0);
        return new BigInteger(Long.toUnsignedString(archived.versionHigh()))
                .shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(archived.versionLow())));
    }
}
