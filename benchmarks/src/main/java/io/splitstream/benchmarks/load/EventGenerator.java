package io.splitstream.benchmarks.load;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Makes the events of a plan, copies included, and keeps account of what they must add up to.
 *
 * <p>A copy follows its original after up to {@value #MAX_COPY_DISTANCE} other events: now and then within the same
 * request, mostly in a later one, possibly on another connection and overtaking it. Event ids are numbers that every
 * user counts up anew, so that they are unique for the user only, as the identity of an event asks for.
 *
 * <p>Not safe for use by several threads.
 */
public final class EventGenerator implements Iterator<LoadEvent> {
    private static final int MAX_COPY_DISTANCE = 5_000;
    private static final int NEAR_COPY_DISTANCE = 5;
    private static final double NEAR_COPY_SHARE = 0.1;

    private final LoadPlan plan;
    private final List<LoadTarget> targets;
    private final SplittableRandom random;
    private final List<TargetTally> tallies = new ArrayList<>();
    private final PriorityQueue<PendingCopy> copies = new PriorityQueue<>();
    private long made;
    private long emitted;
    private boolean ended;

    /**
     * Of a plan.
     *
     * @param targets one or more; events are spread over them evenly
     */
    public EventGenerator(LoadPlan plan, List<LoadTarget> targets) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targets: none (expected: one or more)");
        }
        this.plan = plan;
        this.targets = List.copyOf(targets);
        this.random = new SplittableRandom(plan.seed());
        for (LoadTarget target : targets) {
            tallies.add(new TargetTally(target, plan.usersPerTarget()));
        }
    }

    /** Makes no further original; copies that are due are still handed out. */
    public void end() {
        ended = true;
    }

    @Override
    public boolean hasNext() {
        return originalsLeft() || !copies.isEmpty();
    }

    @Override
    public LoadEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + made + " events and their copies were handed out");
        }
        PendingCopy copy = copies.peek();
        emitted++;
        if (copy != null && (copy.due <= emitted || !originalsLeft())) {
            copies.remove();
            return copy.event;
        }
        return original();
    }

    /** What the events handed out so far add up to, one entry per target, in their order. */
    public List<ExpectedExperiment> expectation() {
        return tallies.stream().map(TargetTally::total).toList();
    }

    private boolean originalsLeft() {
        return !ended && made < plan.events();
    }

    private LoadEvent original() {
        int index = random.nextInt(targets.size());
        LoadTarget target = targets.get(index);
        TargetTally tally = tallies.get(index);
        // The lesser of two draws: some users are busy, many are seen once or twice.
        int user = Math.min(random.nextInt(plan.usersPerTarget()), random.nextInt(plan.usersPerTarget()));
        int variant = variantOf(index, user, target.variantIds().size());
        EventType type = EventDraw.type(random);
        BigDecimal value = EventDraw.value(random, type);
        Instant timestamp = Instant.ofEpochMilli(
                plan.end().toEpochMilli() - random.nextLong(plan.spread().toMillis()));
        int ordinal = tally.add(user, variant, type, value, timestamp.toEpochMilli());
        LoadEvent event = new LoadEvent(
                "event-" + ordinal,
                target.experimentId(),
                target.variantIds().get(variant),
                "user-" + index + "-" + user,
                type,
                value,
                timestamp);
        made++;
        if (random.nextDouble() < plan.copyShare()) {
            tally.copied();
            copies.add(new PendingCopy(emitted + drawCopyDistance(), made, event));
        }
        return event;
    }

    private int variantOf(int target, int user, int variants) {
        SplittableRandom fixed =
                new SplittableRandom(plan.seed() ^ (((long) target << 32 | user) * 0x9E3779B97F4A7C15L));
        int home = fixed.nextInt(variants);
        boolean crosses = fixed.nextDouble() < plan.crossoverShare();
        return crosses && random.nextBoolean() ? (home + 1) % variants : home;
    }

    private int drawCopyDistance() {
        int most = random.nextDouble() < NEAR_COPY_SHARE ? NEAR_COPY_DISTANCE : MAX_COPY_DISTANCE;
        return 1 + random.nextInt(most);
    }

    /**
     * An event to be handed out again.
     *
     * @param due at which hand-out
     * @param order breaks ties, so that a seed gives one sequence
     */
    private record PendingCopy(long due, long order, LoadEvent event) implements Comparable<PendingCopy> {
        @Override
        public int compareTo(PendingCopy other) {
            return due == other.due ? Long.compare(order, other.order) : Long.compare(due, other.due);
        }
    }
}
