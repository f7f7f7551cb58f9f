package io.splitstream.benchmarks.freshness;

import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventRequest;
import io.splitstream.benchmarks.load.LoadEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each event was acknowledged, by variant. Safe for use by several threads. */
final class AckTimes implements AckListener {
    private final Map<String, List<Long>> byVariant = new HashMap<>();

    AckTimes(List<String> variantIds) {
        variantIds.forEach(variantId -> byVariant.put(variantId, new ArrayList<>()));
    }

    @Override
    public synchronized void acknowledged(EventRequest request, long nanoTime) {
        for (LoadEvent event : request.events()) {
            timesOf(event.variantId()).add(nanoTime);
        }
    }

    /** The times of one variant's events, as of {@link System#nanoTime()}. */
    synchronized long[] of(String variantId) {
        return timesOf(variantId).stream().mapToLong(Long::longValue).toArray();
    }

    /** Events acknowledged so far. */
    synchronized long count() {
        return byVariant.values().stream().mapToLong(List::size).sum();
    }

    private List<Long> timesOf(String variantId) {
        List<Long> times = byVariant.get(variantId);
        if (times == null) {
            throw new IllegalArgumentException(
                    "variant " + variantId + " (expected: one of " + byVariant.keySet() + ")");
        }
        return times;
    }
}
