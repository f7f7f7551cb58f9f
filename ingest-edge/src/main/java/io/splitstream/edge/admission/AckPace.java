package io.splitstream.edge.admission;

import java.util.function.LongSupplier;

/**
 * How many events may be in flight, learnt from how fast acknowledgements come. Safe for use by several threads.
 *
 * <p>As long as acknowledgements take about as long as they usually do, the limit is the most that there may be at all.
 * When for half a second each tenth of one took more than twice the usual, more comes than goes, and what waits makes
 * nothing faster. Then only so much is let in as the fastest pace lately seen clears within twice the usual time
 * (Little's law: in flight = pace · time). What takes less than {@link #QUICK} is never too long: from no load to a
 * moderate one a time may well double.
 *
 * <p>Acknowledgements may take longer without anything waiting: a broker far away, a slower disk. Letting in less would
 * then only lower the pace, and the lower pace let in less still. So every second a little more is let in than seems
 * right, and if the pace follows, what is usual is raised; if not, it falls back. Over once the limit bound nothing for a
 * second.
 */
public final class AckPace {
    static final long WINDOW_NANOS = 100_000_000L;

    private static final double TOLERANCE = 2;
    /** Windows in a row that must be slow before anything is refused for it: a pause of a broker is none. */
    private static final int SLOW_WINDOWS = 5;
    /** Windows over which the fastest pace is remembered. */
    private static final int PACE_WINDOWS = 30;
    /** Windows from one attempt to let in more to the next, and how long each lasts. */
    private static final int PROBE_PERIOD = 10;

    private static final int PROBE_WINDOWS = 3;
    private static final double PROBE_GAIN = 1.3;
    private static final double PACE_FOLLOWS = 1.1;
    /** What share of what was raised is left after each attempt that brought nothing. */
    private static final double FALLS_BACK = 0.95;

    /** Seconds that are never too long for an acknowledgement. */
    static final double QUICK = 0.025;
    /** What is usual follows what is seen upwards within half a minute, downwards within seconds. */
    private static final double RISE = 0.1 / 30;

    private static final double FALL = 0.1 / 3;
    /** Windows in which the limit bound nothing until it is lifted, and the share of it that means so. */
    private static final int SPARE_WINDOWS = 10;

    private static final double UNBOUND = 0.9;
    /** Fewer requests in a window say nothing. */
    private static final int FEWEST = 4;

    private final long most;
    private final long least;
    private final LongSupplier nanoTime;
    private volatile long limit;

    private long windowEnd;
    private long requests;
    private long events;
    private double nanosSum;
    private long highest;

    private double usual;
    private double usualBefore;
    private int slow;
    private int spare;
    private int step;
    private double paceBefore;
    private final double[] paces = new double[PACE_WINDOWS];
    private int windows;

    /**
     * @param least events that may always be in flight, at least 1
     * @param most events that may ever be in flight
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public AckPace(long least, long most, LongSupplier nanoTime) {
        if (least < 1 || least > most) {
            throw new IllegalArgumentException("least: " + least + " (expected: 1 to " + most + ")");
        }
        this.least = least;
        this.most = most;
        this.nanoTime = nanoTime;
        this.limit = most;
        this.windowEnd = nanoTime.getAsLong() + WINDOW_NANOS;
    }

    /** Events that may be in flight now. */
    public long limit() {
        return limit;
    }

    /**
     * A request was acknowledged.
     *
     * @param count its events
     * @param nanos from its arrival
     * @param inFlight events that were in flight, these included
     */
    public synchronized void acknowledged(int count, long nanos, long inFlight) {
        long now = nanoTime.getAsLong();
        if (now - windowEnd >= 0) {
            close(now);
        }
        requests++;
        events += count;
        nanosSum += nanos;
        highest = Math.max(highest, inFlight);
    }

    private void close(long now) {
        if (requests >= FEWEST) {
            double seconds = (WINDOW_NANOS + now - windowEnd) / 1e9;
            double pace = events / seconds;
            paces[windows++ % PACE_WINDOWS] = pace;
            judge(nanosSum / requests / 1e9, pace);
        }
        windowEnd = now + WINDOW_NANOS;
        requests = 0;
        events = 0;
        nanosSum = 0;
        highest = 0;
    }

    private void judge(double took, double pace) {
        if (usual == 0) {
            usual = took;
        }
        if (limit == most) {
            slow = took > allowed() ? slow + 1 : 0;
            usual += (Math.min(took, allowed()) - usual) * (took > usual ? RISE : FALL);
            if (slow >= SLOW_WINDOWS) {
                usualBefore = usual;
                step = 0;
                spare = 0;
                limit = bounded(allowed() * fastest());
            }
            return;
        }
        spare = highest < UNBOUND * limit ? spare + 1 : 0;
        if (spare >= SPARE_WINDOWS) {
            usual = Math.max(usual, took);
            slow = 0;
            limit = most;
            return;
        }
        steer(pace);
    }

    private void steer(double pace) {
        step++;
        int since = step % PROBE_PERIOD;
        if (since == 0) {
            paceBefore = average(PROBE_WINDOWS);
            limit = bounded(limit * PROBE_GAIN);
            return;
        }
        boolean probing = step > PROBE_PERIOD && since < PROBE_WINDOWS;
        if (probing) {
            return;
        }
        if (step > PROBE_PERIOD && since == PROBE_WINDOWS) {
            boolean followed = Math.max(pace, average(PROBE_WINDOWS - 1)) > PACE_FOLLOWS * paceBefore;
            usual = followed ? allowed() * PROBE_GAIN / TOLERANCE : Math.max(usualBefore, usual * FALLS_BACK);
        }
        limit = bounded(allowed() * fastest());
    }

    /** Seconds that an acknowledgement may take now. */
    private double allowed() {
        return Math.max(TOLERANCE * usual, QUICK);
    }

    private long bounded(double events) {
        return Math.min(most - 1, Math.max(least, (long) events));
    }

    private double fastest() {
        double fastest = 0;
        for (double pace : paces) {
            fastest = Math.max(fastest, pace);
        }
        return fastest;
    }

    /** The mean pace of the last windows. */
    private double average(int count) {
        double sum = 0;
        for (int back = 1; back <= count; back++) {
            sum += paces[Math.floorMod(windows - back, PACE_WINDOWS)];
        }
        return sum / count;
    }
}
