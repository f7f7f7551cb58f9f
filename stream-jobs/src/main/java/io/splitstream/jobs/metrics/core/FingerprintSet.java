package io.splitstream.jobs.metrics.core;

import io.splitstream.jobs.core.StateLifetimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which event identities one shard has seen, as 64-bit fingerprints in generations by day of log time.
 *
 * <p>Fingerprints are keyed with a key of the set's own, which is stored with it. Two identities of a shard share a
 * fingerprint with probability 2^-64; among n ids of a shard the expected number of pairs that do is n²/2^65, and
 * with 20 million ids over 16,384 shards about 7e-10 in all.
 *
 * <p>An identity is remembered for as long as {@link StateLifetimes} say, and forgotten with its day. Mutable,
 * one thread; a {@link #copy()} may be read by another.
 */
public final class FingerprintSet {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final long key0;
    private final long key1;
    private final List<FingerprintGeneration> generations;

    private FingerprintSet(long key0, long key1, List<FingerprintGeneration> generations) {
        this.key0 = key0;
        this.key1 = key1;
        this.generations = generations;
    }

    /** An empty set whose key is drawn from some randomness. */
    public static FingerprintSet keyedFrom(SplittableRandom random) {
        return of(random.nextLong(), random.nextLong(), List.of());
    }

    /** A set of a key and some days. */
    public static FingerprintSet of(long key0, long key1, List<Day> days) {
        List<FingerprintGeneration> generations = new ArrayList<>(days.size());
        for (Day day : days) {
            generations.add(FingerprintGeneration.of(day.day(), day.fingerprints()));
        }
        return new FingerprintSet(key0, key1, generations);
    }

    /**
     * Remembers the identity of an event, unless it is known.
     *
     * @return whether the identity is new; false means that the event is a copy
     */
    public boolean add(CountableEvent event, StateLifetimes lifetimes) {
        long remembered = lifetimes.identityMillis();
        generations.removeIf(generation -> (generation.day() + 1) * DAY_MILLIS + remembered <= event.loggedAt());
        long fingerprint = fingerprintOf(event);
        for (FingerprintGeneration generation : generations) {
            if (generation.contains(fingerprint)) {
                return false;
            }
        }
        generationOf(Math.floorDiv(event.loggedAt(), DAY_MILLIS)).add(fingerprint);
        return true;
    }

    /** A set equal to this one; what happens to either does not show in the other. */
    public FingerprintSet copy() {
        List<FingerprintGeneration> copies = new ArrayList<>(generations.size());
        for (FingerprintGeneration generation : generations) {
            copies.add(generation.copy());
        }
        return new FingerprintSet(key0, key1, copies);
    }

    /** Ids remembered. */
    public int size() {
        return generations.stream().mapToInt(FingerprintGeneration::size).sum();
    }

    /** Bytes that the tables take. */
    public long tableBytes() {
        return generations.stream().mapToLong(FingerprintGeneration::slotBytes).sum();
    }

    public long key0() {
        return key0;
    }

    public long key1() {
        return key1;
    }

    /** The content, oldest day first. */
    public List<Day> days() {
        return generations.stream()
                .map(generation -> new Day(generation.day(), generation.fingerprints()))
                .toList();
    }

    private FingerprintGeneration generationOf(long day) {
        for (FingerprintGeneration generation : generations) {
            if (generation.day() == day) {
                return generation;
            }
        }
        FingerprintGeneration opened = new FingerprintGeneration(day);
        generations.add(opened);
        generations.sort(Comparator.comparingLong(FingerprintGeneration::day));
        return opened;
    }

    private long fingerprintOf(CountableEvent event) {
        long hash = new SipHash(key0, key1)
                .text(event.workspaceId())
                .text(event.experimentId())
                .text(event.userId())
                .text(event.eventId())
                .finish();
        return hash == 0 ? 1 : hash;
    }

    /** The fingerprints of one day of log time, in days since the epoch. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Day(long day, long[] fingerprints) {}
}
