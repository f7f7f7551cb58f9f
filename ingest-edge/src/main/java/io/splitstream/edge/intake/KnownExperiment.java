package io.splitstream.edge.intake;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.event.Utf8Slice;
import java.util.List;

/**
 * An experiment's definition, with its names as bytes to be compared with those of bodies.
 *
 * @param id never changed
 * @param variants never changed
 */
record KnownExperiment(ExperimentDefinition definition, Utf8Slice id, List<Utf8Slice> variants) {
    static KnownExperiment of(ExperimentDefinition definition) {
        return new KnownExperiment(
                definition,
                Utf8Slice.of(definition.experimentId()),
                definition.variants().stream()
                        .map(variant -> Utf8Slice.of(variant.id()))
                        .toList());
    }

    /** Whether it takes events of a type. */
    boolean takes(Utf8Slice eventType) {
        return EventTypes.contains(eventType) || definition.metrics().names(eventType.toString());
    }

    boolean hasVariant(Utf8Slice variantId) {
        for (int i = 0; i < variants.size(); i++) {
            if (variants.get(i).equals(variantId)) {
                return true;
            }
        }
        return false;
    }
}
