package io.splitstream.edge.intake;

import java.util.concurrent.CompletableFuture;

/** Brings the {@link DefinitionRegistry} up to date on demand. */
@FunctionalInterface
public interface DefinitionCatchUp {
    /**
     * Completes once every definition acknowledged before the call is in the registry; exceptionally, within two
     * seconds, if that cannot be done. Never blocks; calls made while one waits to begin share it.
     */
    CompletableFuture<Void> catchUp();
}
