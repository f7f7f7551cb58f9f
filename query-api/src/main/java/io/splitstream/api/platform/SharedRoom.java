package io.splitstream.api.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Room for so many pieces of work at once, whatever their kinds: work that waits for pages, models and gateways leaves
 * the threads that it does not get to what is short. Safe for use by several threads.
 */
public final class SharedRoom {
    /** When a piece that found no room comes again. */
    private static final Worker.Result CROWDED = new Worker.Result.Crowded(Duration.ofSeconds(1));

    private final Semaphore room;

    /**
     * @param pieces how many are done at once
     */
    public SharedRoom(int pieces) {
        this.room = new Semaphore(pieces);
    }

    /** A worker that begins what there is room for. */
    public Worker of(Worker worker) {
        return (id, tries) -> {
            if (!room.tryAcquire()) {
                return CROWDED;
            }
            try {
                return worker.work(id, tries);
            } finally {
                room.release();
            }
        };
    }
}
