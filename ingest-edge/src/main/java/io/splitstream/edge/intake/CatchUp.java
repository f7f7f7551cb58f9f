package io.splitstream.edge.intake;

import java.util.concurrent.CompletableFuture;

/** Brings a {@link StateRegistry} up to date on demand. */
@FunctionalInterface
public interface CatchUp {
    /**
     * Completes once every record acknowledged before the call is in the registry; exceptionally, within two seconds,
     * if that cannot be done. Never blocks; calls made while one waits to begin share it.
     */
    CompletableFuture<Void> catchUp();
}
