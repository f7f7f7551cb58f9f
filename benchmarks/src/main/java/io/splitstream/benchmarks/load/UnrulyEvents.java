package io.splitstream.benchmarks.load;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Events as they come over a long time, without end: out of order, late, sent again right away or long after, of users
 * who come and go and of whom some are seen in two variants. Keeps the journal of what they must add up to.
 *
 * <p>Users are drawn from a window of {@value #WINDOW} that moves on by one after every {@value #EVENTS_PER_USER} events.
 * Each has a span of its own, seconds up to hours, from which the times of its events are drawn, so that some were first
 * seen before the newest change of the allocation and some after it. Event ids are numbers that every user counts up
 * anew.
 *
 * <p>The draws are a function of the seed and the targets; times are of the clock. {@link #next()} and the changes of
 * targets may come from several threads.
 */
public final class UnrulyEvents implements Iterator<LoadEvent> {
    private static final int WINDOW = 1_000;
    private static final int EVENTS_PER_USER = 25;
    private static final int MOST_USERS = 100_000;
    private static final int REMEMBERED = 2_000;
    private static final double NEAR_COPIES = 0.06;
    private static final double OLD_COPIES = 0.04;
    private static final double CROSSOVERS = 0.03;
    private static final double LATE = 0.01;
    private static final List<Duration> SPANS =
            List.of(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(20), Duration.ofHours(30));
    private static final Duration LATE_FROM = Duration.ofDays(7).plusHours(2);
    private static final Duration LATE_SPREAD = Duration.ofDays(20);

    private final long seed;
    private final SplittableRandom random;
    private final Clock clock;
    private final Map<String, TargetTally> tallies = new LinkedHashMap<>();
    private final List<String> open = new ArrayList<>();
    private final Map<String, int[]> homes = new LinkedHashMap<>();
    private final List<LoadEvent> remembered = new ArrayList<>();
    private @Nullable LoadEvent justMade;
    private boolean resting;
    private long originals;
    private long handedOut;

    public UnrulyEvents(long seed, Clock clock) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.clock = clock;
    }

    /** From now on events go to this experiment too. */
    public synchronized void open(LoadTarget target) {
        tallies.put(target.experimentId(), new TargetTally(target, MOST_USERS));
        homes.put(target.experimentId(), new int[MOST_USERS]);
        open.add(target.experimentId());
    }

    /** The experiment has more variants from now on; the earlier ones keep their places. */
    public synchronized void widen(LoadTarget target) {
        tally(target.experimentId()).widen(target);
    }

    /** No event, no copy either, goes to this experiment any more, and its journal is dropped. */
    public synchronized void close(String experimentId) {
        open.remove(experimentId);
        tallies.remove(experimentId);
        homes.remove(experimentId);
        remembered.removeIf(event -> event.experimentId().equals(experimentId));
        justMade = null;
    }

    /** Has no next event until {@link #resume()}. */
    public synchronized void rest() {
        resting = true;
    }

    /** Goes on after a rest. */
    public synchronized void resume() {
        resting = false;
    }

    /** There is always another one while an experiment is open, but for rests. */
    @Override
    public synchronized boolean hasNext() {
        return !resting && !open.isEmpty();
    }

    @Override
    public synchronized LoadEvent next() {
        handedOut++;
        LoadEvent again = copy();
        return again == null ? original() : again;
    }

    /** Events handed out, copies included. */
    public synchronized long handedOut() {
        return handedOut;
    }

    /** What the events of an experiment handed out so far add up to. */
    public synchronized ExpectedExperiment expectation(String experimentId) {
        return tally(experimentId).total();
    }

    /** The users of an experiment whose events come now. */
    public synchronized List<String> users(int count) {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            users.add(name(drawUser()));
        }
        return users;
    }

    private @Nullable LoadEvent copy() {
        double draw = random.nextDouble();
        LoadEvent again = null;
        if (draw < NEAR_COPIES) {
            again = justMade;
        } else if (draw < NEAR_COPIES + OLD_COPIES && !remembered.isEmpty()) {
            again = remembered.get(random.nextInt(remembered.size()));
        }
        if (again != null) {
            tally(again.experimentId()).copied();
        }
        return again;
    }

    private LoadEvent original() {
        TargetTally tally = tally(open.get(random.nextInt(open.size())));
        LoadTarget target = tally.target();
        int user = drawUser();
        EventType type = EventDraw.type(random);
        BigDecimal value = EventDraw.value(random, type);
        int variant = variantOf(target, user);
        boolean late = random.nextDouble() < LATE;
        Instant time = late ? lateTime() : timeOf(user);
        String id = late
                ? "late-" + tally.addLate()
                : "event-" + tally.add(user, variant, type, value, time.toEpochMilli());
        LoadEvent event = new LoadEvent(
                id, target.experimentId(), target.variantIds().get(variant), name(user), type, value, time);
        originals++;
        remember(event);
        return event;
    }

    /** The lesser of two draws within the window: some users are busy, many are seen once or twice. */
    private int drawUser() {
        long begin = originals / EVENTS_PER_USER;
        long user = begin + Math.min(random.nextInt(WINDOW), random.nextInt(WINDOW));
        return (int) (user % MOST_USERS);
    }

    /** A user stays with the variants that there were when the user came. */
    private int variantOf(LoadTarget target, int user) {
        int[] ofTarget = homes.get(target.experimentId());
        if (ofTarget == null) {
            throw new IllegalStateException(target + " is not open");
        }
        if (ofTarget[user] == 0) {
            ofTarget[user] = target.variantIds().size();
        }
        int variants = ofTarget[user];
        SplittableRandom fixed = new SplittableRandom(seed ^ user * 0x9E3779B97F4A7C15L);
        int home = fixed.nextInt(variants);
        boolean crosses = fixed.nextDouble() < CROSSOVERS;
        return crosses && random.nextBoolean() ? (home + 1) % variants : home;
    }

    private Instant timeOf(int user) {
        Duration span = SPANS.get(user % SPANS.size());
        return Instant.ofEpochMilli(clock.millis() - random.nextLong(span.toMillis()));
    }

    private Instant lateTime() {
        return Instant.ofEpochMilli(clock.millis() - LATE_FROM.toMillis() - random.nextLong(LATE_SPREAD.toMillis()));
    }

    /** Keeps a sample of all events so far. */
    private void remember(LoadEvent event) {
        justMade = event;
        if (remembered.size() < REMEMBERED) {
            remembered.add(event);
        } else if (random.nextInt(20) == 0) {
            remembered.set(random.nextInt(REMEMBERED), event);
        }
    }

    private TargetTally tally(String experimentId) {
        TargetTally tally = tallies.get(experimentId);
        if (tally == null) {
            throw new IllegalStateException(experimentId + " is not open (open: " + open + ")");
        }
        return tally;
    }

    private static String name(int user) {
        return "user-" + user;
    }
}
