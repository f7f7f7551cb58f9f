package io.splitstream.jobs.insights.core;

import io.splitstream.jobs.core.Lateness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is kept of a session: its counted steps, in the order in which they were logged. Mutable, one thread.
 *
 * <p>All of a session's interactions stand in one partition of the log, so their order there is the same at every
 * replay: which copy of an identity counts, and which steps are beyond the bound, depends on nothing else.
 */
public final class Timeline {
    /** Steps of a session that count. */
    public static final int MOST = 20_000;

    private final List<Step> steps;
    private final Set<String> eventIds = new HashSet<>();
    private long duplicates;
    private long late;
    private long excess;

    /** Nothing was seen. */
    public Timeline() {
        this(List.of(), 0, 0, 0);
    }

    /** As it was kept. */
    public Timeline(List<Step> steps, long duplicates, long late, long excess) {
        this.steps = new ArrayList<>(steps);
        steps.forEach(step -> eventIds.add(step.eventId()));
        this.duplicates = duplicates;
        this.late = late;
        this.excess = excess;
    }

    /** Takes the next interaction of the log. */
    public void add(SessionStep next, Lateness lateness) {
        String eventId = next.step().eventId();
        if (lateness.isLate(next.step().timestamp(), next.loggedAt())) {
            late++;
        } else if (eventIds.contains(eventId)) {
            duplicates++;
        } else if (steps.size() == MOST) {
            excess++;
        } else {
            steps.add(next.step());
            eventIds.add(eventId);
        }
    }

    /** The same, to be changed apart. */
    public Timeline copy() {
        return new Timeline(steps, duplicates, late, excess);
    }

    /** The counted steps, at most {@link #MOST}, no two of one identity; not to be changed. */
    public List<Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    /** Interactions whose identity was counted before. */
    public long duplicates() {
        return duplicates;
    }

    /** Interactions that were logged too late to count. */
    public long late() {
        return late;
    }

    /** Interactions beyond the bound. */
    public long excess() {
        return excess;
    }
}
