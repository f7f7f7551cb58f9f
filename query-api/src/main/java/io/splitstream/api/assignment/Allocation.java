package io.splitstream.api.assignment;

import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.contracts.assignment.AssignmentHash;
import io.splitstream.contracts.assignment.BucketRange;
import io.splitstream.contracts.definition.WeightEpoch;
import java.util.List;

/** Which variant a new user gets: by the hash of experiment and user, in ranges by cumulative weight. */
final class Allocation {
    private Allocation() {}

    /**
     * The variant of a user under an allocation.
     *
     * @param variants in the order of the experiment, which is the order of the ranges
     */
    static ExperimentVariant variantOf(
            String experimentId, String userId, List<ExperimentVariant> variants, WeightEpoch allocation) {
        List<Double> weights = variants.stream()
                .map(variant -> allocation.weights().getOrDefault(variant.id(), 0.0))
                .toList();
        double bucket = AssignmentHash.V2.bucket(experimentId, userId);
        // Weights are shares of 1, added up in doubles: the last range may end a rounding error below it.
        return variants.get(BucketRange.indexOf(bucket, BucketRange.of(variants.size(), 1, weights))
                .orElseGet(() -> lastWithWeight(weights)));
    }

    private static int lastWithWeight(List<Double> weights) {
        int last = 0;
        for (int i = 0; i < weights.size(); i++) {
            if (weights.get(i) > 0) {
                last = i;
            }
        }
        return last;
    }
}
