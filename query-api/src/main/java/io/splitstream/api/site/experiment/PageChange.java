package io.splitstream.api.site.experiment;

import io.splitstream.contracts.site.Mutation;
import org.jspecify.annotations.Nullable;

/**
 * A change of a page; one that could run something is an {@link IllegalArgumentException}.
 *
 * @param description for people
 */
public record PageChange(Mutation mutation, @Nullable String description) {
    public PageChange {
        ChangeRules.problem(mutation).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }
}
