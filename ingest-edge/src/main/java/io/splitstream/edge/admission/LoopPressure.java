package io.splitstream.edge.admission;

import java.util.function.LongSupplier;

/**
 * Whether an event loop has more requests than it can read, so that what it reads has waited in the sockets' buffers, where
 * nobody sees it. For one event loop.
 *
 * <p>A loop serves each connection that has something, then its tasks, and begins anew: a round. A round is as long as what
 * had come by its beginning takes. Where one round full of requests took {@link #LONG_NANOS} or longer, and those after
 * it too for {@link #STANDING_NANOS}, there is a queue that stands, not a burst. From then on only what is read in the first
 * {@link #TAKEN_NANOS} of a round is taken. Refusing is cheap, so rounds get about as short as that, and nobody waits much
 * longer. Over once for {@link #HOLD_NANOS} less than a twentieth had to be refused: a round with nothing to refuse is no
 * end of it, for the next one begins with what came meanwhile.
 *
 * <p>A long round with few requests is a machine that is busy with something else: no reason to refuse any.
 */
public final class LoopPressure {
    /** From here on a round is long. */
    public static final long LONG_NANOS = 20_000_000L;

    /** How long rounds must have been long after the first that was. */
    static final long STANDING_NANOS = 60_000_000L;

    /** What is taken of a round while a queue stands; below {@link #LONG_NANOS}, for whoever waits does so for a round. */
    static final long TAKEN_NANOS = 10_000_000L;

    /** How long it is looked at whether there is still something to refuse. */
    static final long HOLD_NANOS = 250_000_000L;

    /** So many times as much must be taken as refused for a queue to be over. */
    private static final int FEW = 20;

    /** Requests that make a round full. */
    static final int MANY = 40;

    private final LongSupplier nanoTime;
    private long began;
    private int requests;
    private long longSince;
    private boolean isLong;
    private boolean isStanding;
    private long heldSince;
    private int heldRequests;
    private int heldRefused;

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public LoopPressure(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /** To be called between rounds. */
    public void nextRound() {
        long now = nanoTime.getAsLong();
        boolean wasLong = now - began >= LONG_NANOS && requests >= MANY;
        if (wasLong && !isLong) {
            longSince = now;
        }
        isLong = wasLong;
        if (isStanding) {
            heldRequests += requests;
            if (now - heldSince >= HOLD_NANOS) {
                isStanding = heldRefused * FEW >= heldRequests;
                hold(now);
            }
        }
        began = now;
        requests = 0;
    }

    /** Whether a request that is read now may be taken. */
    public boolean takesMore() {
        requests++;
        long now = nanoTime.getAsLong();
        if (now - began < takenOfRound(now)) {
            return true;
        }
        if (!isStanding) {
            isStanding = true;
            hold(now);
        }
        heldRefused++;
        return false;
    }

    private void hold(long now) {
        heldSince = now;
        heldRequests = 0;
        heldRefused = 0;
    }

    private long takenOfRound(long now) {
        if (isStanding) {
            return TAKEN_NANOS;
        }
        return isLong && now - longSince >= STANDING_NANOS ? LONG_NANOS : Long.MAX_VALUE;
    }
}
