package io.splitstream.contracts.assignment;

import java.util.OptionalDouble;

/**
 * GrowthBook's hash of a user under a seed: a number in [0, 1) that is spread evenly over users and does not depend
 * on anything else (growthbook/growthbook, packages/sdk-js; specification 0.8.0). Built on FNV-1a of 32 bits over
 * UTF-16 units.
 */
public enum AssignmentHash {
    /** {@code fnv(user + seed) % 1000 / 1000}: 1,000 buckets, and seeds that differ little correlate. */
    V1(1) {
        @Override
        public double bucket(String seed, String user) {
            return Integer.remainderUnsigned(fnv(fnv(OFFSET_BASIS, user), seed), 1_000) / 1_000.0;
        }
    },
    /** {@code fnv(str(fnv(seed + user))) % 10000 / 10000}: 10,000 buckets, unbiased between seeds. Use this one. */
    V2(2) {
        @Override
        public double bucket(String seed, String user) {
            String first = Integer.toUnsignedString(fnv(fnv(OFFSET_BASIS, seed), user));
            return Integer.remainderUnsigned(fnv(OFFSET_BASIS, first), 10_000) / 10_000.0;
        }
    };

    private static final int OFFSET_BASIS = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private final int version;

    AssignmentHash(int version) {
        this.version = version;
    }

    /** Where the user falls under the seed, in [0, 1). */
    public abstract double bucket(String seed, String user);

    /** As {@link #bucket(String, String)} by the hash of a version number; empty if there is no such version. */
    public static OptionalDouble bucket(String seed, String user, int version) {
        for (AssignmentHash hash : values()) {
            if (hash.version == version) {
                return OptionalDouble.of(hash.bucket(seed, user));
            }
        }
        return OptionalDouble.empty();
    }

    /** Goes on hashing: the hash of a text after another is that of both together. */
    private static int fnv(int start, String text) {
        int hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
