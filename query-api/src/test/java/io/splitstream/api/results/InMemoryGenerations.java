package io.splitstream.api.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Generations in memory: what was written is noted as {@code generation:from-to}. */
public final class InMemoryGenerations implements GenerationStore {
    private final Map<String, Generation> active = new HashMap<>();
    private final List<String> written = new ArrayList<>();
    private int newest;
    private Extent extent = new Extent(0, 0);
    private long changedAfter;
    private @Nullable RuntimeException failure;

    /** Events of as many users, and how many were logged since. */
    void hold(long count, long loggedSince) {
        hold(new Extent(count, count), loggedSince);
    }

    void hold(Extent value, long loggedSince) {
        extent = value;
        changedAfter = loggedSince;
    }

    void failure(@Nullable RuntimeException value) {
        failure = value;
    }

    List<String> written() {
        return List.copyOf(written);
    }

    @Override
    public synchronized Optional<Generation> active(String experimentId) {
        return Optional.ofNullable(active.get(experimentId));
    }

    @Override
    public synchronized List<Generation> rebuilt() {
        return active.values().stream()
                .filter(generation -> generation.number() != Generation.LIVE)
                .toList();
    }

    @Override
    public int newest(String experimentId) {
        return newest;
    }

    @Override
    public synchronized void activate(Generation generation) {
        Generation before = active.get(generation.experimentId());
        if (before == null || before.ver() < generation.ver()) {
            active.put(generation.experimentId(), generation);
        }
    }

    @Override
    public Extent extent(RecountRequest request) {
        return extent;
    }

    @Override
    public long changedAfter(RecountRequest request, Instant after) {
        return changedAfter;
    }

    @Override
    public void write(RecountRequest request, int version, int generation, int fromBucket, int toBucket) {
        RuntimeException now = failure;
        if (now != null && fromBucket > 0) {
            throw now;
        }
        written.add(generation + ":" + fromBucket + "-" + toBucket);
        newest = Math.max(newest, generation);
    }
}
