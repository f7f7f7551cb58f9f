package io.splitstream.api.results;

import org.jspecify.annotations.Nullable;

/**
 * How an experiment's rebuild stands.
 *
 * @param active what readers see; null if that is the live job's rows and always was
 * @param building what is being written; null if nothing is
 * @param failure why the last rebuild that this process ran did not come to its end; null if it did
 */
public record RebuildStatus(
        @Nullable Generation active,
        @Nullable Building building,
        @Nullable String failure) {
    /** A generation that is being written: buckets done, of {@link io.splitstream.contracts.recount.Recount#BUCKETS}. */
    public record Building(int generation, int done) {}
}
