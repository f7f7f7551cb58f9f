package io.splitstream.standalone.process;

import java.time.Duration;

/**
 * How long to wait before a dead process is started again: 0.2 s, doubling with each quick death up to 4 s, so that
 * a restart always comes within 5 s. A process that lived for 30 s starts the series anew. Not safe for use by
 * several threads.
 */
final class RestartBackoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final Duration STABLE = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** The wait after a process died that had lived for {@code lifetime}. */
    Duration afterDeath(Duration lifetime) {
        if (lifetime.compareTo(STABLE) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
