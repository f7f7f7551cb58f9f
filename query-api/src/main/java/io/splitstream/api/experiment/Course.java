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
 * @param updatedAt when it last changed
 * @param plannedEnd the end date as it stood at the start; null if there was none, or it was past already
 * @param epochs one per allocation that was in force since the start
 * @param winnerVariantId declared at completion or once after it
 */
public record Course(
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant plannedEnd,
        @Nullable Instant completedAt,
        @Nullable Instant archivedAt,
        List<WeightEpoch> epochs,
        @Nullable String winnerVariantId,
        @Nullable String conclusion) {
    /** What is announced of an experiment has all of them, in one record of at most a megabyte. */
    static final int MOST_EPOCHS = 500;

    public Course {
        epochs = List.copyOf(epochs);
        updatedAt = updatedAt == null ? latest(createdAt, startedAt, completedAt, archivedAt) : updatedAt;
    }

    /** Courses stored before that was noted say only when the experiment moved on. */
    private static Instant latest(Instant first, @Nullable Instant... later) {
        Instant latest = first;
        for (Instant next : later) {
            latest = next == null || next.isBefore(latest) ? latest : next;
        }
        return latest;
    }

    static Course created(Instant at) {
        return new Course(at, at, null, null, null, null, List.of(), null, null);
    }

    Course started(Instant at, @Nullable Instant endDate, List<ExperimentVariant> variants) {
        Instant end = endDate != null && endDate.isAfter(at) ? endDate : null;
        return new Course(createdAt, updatedAt, at, end, null, null, List.of(), null, null).allocated(at, variants);
    }

    Course updated(Instant at) {
        return new Course(
                createdAt, at, startedAt, plannedEnd, completedAt, archivedAt, epochs, winnerVariantId, conclusion);
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
                createdAt,
                updatedAt,
                startedAt,
                plannedEnd,
                completedAt,
                archivedAt,
                longer,
                winnerVariantId,
                conclusion);
    }

    Course completed(Instant at, Conclusion with) {
        return new Course(
                createdAt,
                updatedAt,
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
        return new Course(createdAt, updatedAt, startedAt, plannedEnd, end, at, epochs, winnerVariantId, conclusion);
    }

    private static Map<String, Double> weights(List<ExperimentVariant> variants) {
        double total =
                variants.stream().mapToDouble(ExperimentVariant::allocation).sum();
        Map<String, Double> weights = new LinkedHashMap<>();
        variants.forEach(variant -> weights.put(variant.id(), variant.allocation() / total));
        return weights;
    }
}
