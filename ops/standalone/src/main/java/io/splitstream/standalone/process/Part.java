package io.splitstream.standalone.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * One process of the stack: what to prepare, how to start it, when it is ready, how to stop it.
 *
 * <p>{@link #prepare} and {@link #isReady} are called from a pool, never twice at once for one part; the rest
 * from the supervisor's thread.
 */
public interface Part {
    /** Short and unique; names the pid file and the log. */
    String name();

    /** Names of the parts that this one works with: they are stopped after it. */
    Set<String> uses();

    /** Names of the parts that must be ready before this one is first started. */
    default Set<String> waitsFor() {
        return uses();
    }

    /** Names of the parts whose death leaves this one without use: it is killed and started with them. */
    default Set<String> fallsWith() {
        return Set.of();
    }

    /** Creates what a start needs; called before every start, so it finds most of it done. */
    default void prepare() throws IOException, InterruptedException {}

    /** The process to start; called after {@link #prepare}. */
    Launch launch() throws IOException;

    /**
     * Whether the process does its work. Takes a few seconds at most.
     *
     * @throws IOException if it does not answer yet; as good as {@code false}
     */
    boolean isReady() throws IOException, InterruptedException;

    /** A text in the command line of this part's process and of no one else's. */
    String marker();

    /** The signal that asks the process to end in good order. */
    default String stopSignal() {
        return "TERM";
    }

    /** How long the process may take to end in good order before it is killed. */
    default Duration stopPatience() {
        return Duration.ofSeconds(8);
    }
}
