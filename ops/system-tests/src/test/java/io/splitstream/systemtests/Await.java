package io.splitstream.systemtests;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what must come true, within bounds. */
final class Await {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private Await() {}

    /**
     * Asks again and again until the answer is yes.
     *
     * @param what for the failure: what was waited for
     * @param condition an exception counts as no, and so does an assertion that fails; the last is the failure's cause
     * @throws AssertionError if the answer is still no when the time is over
     */
    static void until(String what, Duration limit, Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Throwable last;
        do {
            last = null;
            try {
                if (condition.call()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                last = e;
            }
            Thread.sleep(INTERVAL.toMillis());
        } while (System.nanoTime() < deadline);
        throw new AssertionError("not within " + limit + ": " + what, last);
    }
}
