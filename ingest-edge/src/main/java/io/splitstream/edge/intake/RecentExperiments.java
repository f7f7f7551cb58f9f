package io.splitstream.edge.intake;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Experiments, or sessions, or keys of sites, named within the last while. Safe for use by several threads.
 *
 * <p>Bounded: when full of what is still recent it forgets everything, which costs its user a look more.
 */
public final class RecentExperiments {
    private static final Duration CONFIRMED_FOR = Duration.ofSeconds(1);
    private static final int MAX_CONFIRMED = 10_000;

    private final long keepNanos;
    private final int capacity;
    private final LongSupplier nanoTime;
    private final Map<String, Long> addedAt = new ConcurrentHashMap<>();

    /**
     * For what a catch-up confirmed.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public static RecentExperiments confirmed(LongSupplier nanoTime) {
        return new RecentExperiments(CONFIRMED_FOR, MAX_CONFIRMED, nanoTime);
    }

    RecentExperiments(Duration keep, int capacity, LongSupplier nanoTime) {
        this.keepNanos = keep.toNanos();
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /**
     * What refusals are of that newer knowledge could turn, without what was added lately.
     *
     * @param known whether anything is known at all
     */
    Set<String> unknownOf(Intake intake, boolean known) {
        if (!(intake instanceof Intake.Judged judged) || judged.refused().isEmpty()) {
            return Set.of();
        }
        Set<String> doubtful = new LinkedHashSet<>();
        for (Rejection refused : judged.refused()) {
            if (refused.revisable() && !(known && contains(refused.experimentId()))) {
                doubtful.add(refused.experimentId());
            }
        }
        return doubtful;
    }

    /** Notes that some were named now. */
    public void addAll(Set<String> experimentIds) {
        long now = nanoTime.getAsLong();
        if (addedAt.size() + experimentIds.size() > capacity) {
            addedAt.values().removeIf(added -> now - added >= keepNanos);
        }
        if (addedAt.size() + experimentIds.size() > capacity) {
            addedAt.clear();
        }
        experimentIds.stream().limit(capacity).forEach(id -> addedAt.put(id, now));
    }

    /** Whether one was named lately. */
    public boolean contains(String experimentId) {
        Long added = addedAt.get(experimentId);
        return added != null && nanoTime.getAsLong() - added < keepNanos;
    }
}
