package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.WeightEpoch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an experiment so far.
 *
 * @param plannedEnd the end date as it stood at the start; null if there was none, or it was past already
 * @param epochs one per allocation that was in force since the start
 * @param winnerVariantId declared at completion or once after it
 */
public record Course(
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant plannedEnd,
        @Nullable Instant completedAt,
        @Nullable Instant archivedAt,
        List<WeightEpoch> epochs,
        @Nullable String winnerVariantId,
        @Nullable String conclusion) {
    public Course {
        epochs = List.copyOf(epochs);
    }

    static Course created(Instant at) {
        return new Course(at, null, null, null, null, List.of(), null, null);
    }

    Course started(Instant at, @Nullable Instant endDate, List<ExperimentVariant> variants) {
        Instant end = endDate != null && endDate.isAfter(at) ? endDate : null;
        return new Course(createdAt, at, end, null, null, List.of(), null, null).allocated(at, variants);
    }

    /** With the variants' allocation in force from a time on; the same course if it was in force before. */
    Course allocated(Instant at, List<ExperimentVariant> variants) {
        Map<String, Double> weights = weights(variants);
        if (!epochs.isEmpty() && epochs.get(epochs.size() - 1).weights().equals(weights)) {
            return this;
        }
        List<WeightEpoch> longer = new ArrayList<>(epochs);
        longer.add(new WeightEpoch(epochs.size(), at.toEpochMilli(), weights));
        return new Course(
                createdAt, startedAt, plannedEnd, completedAt, archivedAt, longer, winnerVariantId, conclusion);
    }

    Course completed(Instant at, Conclusion with) {
        return new Course(
                createdAt,
                startedAt,
                plannedEnd,
                completedAt == null ? at : completedAt,
                archivedAt,
                epochs,
                with.winnerVariantId(),
                with.text() == null ? conclusion : with.text());
    }

    Course archived(Instant at) {
        Instant end = startedAt != null && completedAt == null ? at : completedAt;
        return new Course(createdAt, startedAt, plannedEnd, end, at, epochs, winnerVariantId, conclusion);
    }

    private static Map<String, Double> weights(List<ExperimentVariant> variants) {
        double total =
                variants.stream().mapToDouble(ExperimentVariant::allocation).sum();
        Map<String, Double> weights = new LinkedHashMap<>();
        variants.forEach(variant -> weights.put(variant.id(), variant.allocation() / total));
        return weights;
    }
}
