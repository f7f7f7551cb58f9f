package io.splitstream.jobs.metrics.core;

/**
 * The fingerprints of one day: the settled ones, in a table that copies share and nobody writes to any more, and the
 * recent ones, a fifth of all at most or a dozen, in a table of this generation's own.
 *
 * <p>So a copy costs little. After each checkpoint every set that grows is copied once; copied whole, sets were most of
 * what the garbage collector had to move.
 */
final class FingerprintGeneration {
    /** So many may be recent, however few are settled. */
    private static final int FEW = 12;

    private static final int SETTLED_PER_RECENT = 4;

    private final long day;
    private FingerprintTable settled;
    private FingerprintTable recent;

    FingerprintGeneration(long day) {
        this(day, FingerprintTable.forSize(0), FingerprintTable.forSize(0));
    }

    private FingerprintGeneration(long day, FingerprintTable settled, FingerprintTable recent) {
        this.day = day;
        this.settled = settled;
        this.recent = recent;
    }

    /** The generation of a day that holds some fingerprints. */
    static FingerprintGeneration of(long day, long[] fingerprints) {
        FingerprintTable settled = FingerprintTable.forSize(fingerprints.length);
        for (long fingerprint : fingerprints) {
            settled.add(fingerprint);
        }
        return new FingerprintGeneration(day, settled, FingerprintTable.forSize(0));
    }

    long day() {
        return day;
    }

    int size() {
        return settled.size() + recent.size();
    }

    boolean contains(long fingerprint) {
        return settled.contains(fingerprint) || recent.contains(fingerprint);
    }

    /** Adds a fingerprint that the generation does not contain. */
    void add(long fingerprint) {
        if (recent.isFull()) {
            makeRoom();
        }
        recent.add(fingerprint);
    }

    /** The fingerprints, in no particular order. */
    long[] fingerprints() {
        long[] all = new long[size()];
        settled.copyInto(all, 0);
        recent.copyInto(all, settled.size());
        return all;
    }

    FingerprintGeneration copy() {
        return new FingerprintGeneration(day, settled, recent.copy());
    }

    long slotBytes() {
        return settled.slotBytes() + recent.slotBytes();
    }

    private void makeRoom() {
        int most = Math.max(FEW, settled.size() / SETTLED_PER_RECENT);
        if (recent.size() < most) {
            recent = FingerprintTable.of(Math.min(most, Math.max(FEW, recent.size() * 2)), recent);
        } else {
            settled = FingerprintTable.of(size(), settled, recent);
            recent = FingerprintTable.forSize(FEW);
        }
    }
}
