package io.splitstream.api.site.experiment;

import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.SiteVariant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the variant's visitors see; what a browser could not be told is an {@link IllegalArgumentException}.
 *
 * @param changes of the page, in their order
 * @param redirectUrl where they are sent instead; null to stay
 */
public record Treatment(List<PageChange> changes, @Nullable String redirectUrl) {
    public Treatment {
        changes = List.copyOf(changes);
        new SiteVariant("checked", 1, mutations(changes), redirectUrl);
    }

    List<Mutation> mutations() {
        return mutations(changes);
    }

    private static List<Mutation> mutations(List<PageChange> changes) {
        return changes.stream().map(PageChange::mutation).toList();
    }
}
