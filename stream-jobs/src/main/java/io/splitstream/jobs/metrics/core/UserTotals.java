package io.splitstream.jobs.metrics.core;

import io.splitstream.jobs.core.Lateness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user in an experiment, whatever the experiment's definition. Immutable; a function of the set
 * of the user's events, apart from {@code duplicates}, which counts copies.
 *
 * @param exposures variants the user was seen in, by variant id
 * @param types totals by event type, in the types' order
 * @param enrolled the stored assignment; null until one is seen
 * @param duplicates events dropped because their identity was counted before
 * @param late events logged too late to count
 */
public record UserTotals(
        List<Exposure> exposures,
        List<TypeTotals> types,
        Sessions sessions,
        @Nullable Enrolled enrolled,
        long duplicates,
        long late) {
    /** A user of whom nothing is known. */
    public static final UserTotals NONE = new UserTotals(List.of(), List.of(), Sessions.NONE, null, 0, 0);

    /** The type of events that expose a user and can bounce. */
    static final String IMPRESSION = "impression";

    public UserTotals {
        exposures = List.copyOf(exposures);
        types = List.copyOf(types);
    }

    /**
     * What of an assignment matters: the earliest counts, should there be several.
     *
     * @param assignedAt milliseconds since the epoch
     */
    public record Enrolled(long assignedAt, int weightEpoch) implements Comparable<Enrolled> {
        private static final Comparator<Enrolled> ORDER =
                Comparator.comparingLong(Enrolled::assignedAt).thenComparingInt(Enrolled::weightEpoch);

        @Override
        public int compareTo(Enrolled other) {
            return ORDER.compare(this, other);
        }
    }

    /** These totals and an event whose identity was not seen before. */
    public UserTotals with(CountableEvent event) {
        if (Lateness.isLate(event.timestamp(), event.loggedAt())) {
            return new UserTotals(exposures, types, sessions, enrolled, duplicates, late + 1);
        }
        Sessions grown = sessions.with(
                event.timestamp(), event.eventType().equals(IMPRESSION), Lateness.oldestCounted(event.loggedAt()));
        return new UserTotals(exposed(event), counted(event), grown, enrolled, duplicates, late);
    }

    /** These totals and a copy of an event that was seen before. */
    public UserTotals withDuplicate() {
        return new UserTotals(exposures, types, sessions, enrolled, duplicates + 1, late);
    }

    /** These totals and an assignment. */
    public UserTotals with(Enrolment enrolment) {
        Enrolled candidate = new Enrolled(enrolment.assignedAt(), enrolment.weightEpoch());
        return enrolled != null && enrolled.compareTo(candidate) <= 0
                ? this
                : new UserTotals(exposures, types, sessions, candidate, duplicates, late);
    }

    /** The variant seen at the least timestamp; of two at the same, the one whose id is less. */
    public Optional<Exposure> first() {
        Exposure first = null;
        for (Exposure exposure : exposures) {
            if (first == null || exposure.firstSeen() < first.firstSeen()) {
                first = exposure;
            }
        }
        return Optional.ofNullable(first);
    }

    /** Counted events. */
    public long events() {
        long events = 0;
        for (TypeTotals totals : types) {
            events += totals.count();
        }
        return events;
    }

    /** The totals of an event type; zeros where the user has no such event. */
    public TypeTotals of(String eventType) {
        for (TypeTotals totals : types) {
            if (totals.eventType().equals(eventType)) {
                return totals;
            }
        }
        return TypeTotals.none(eventType);
    }

    private List<Exposure> exposed(CountableEvent event) {
        for (int i = 0; i < exposures.size(); i++) {
            Exposure exposure = exposures.get(i);
            if (exposure.variantId().equals(event.variantId())) {
                return exposure.firstSeen() <= event.timestamp()
                        ? exposures
                        : replaced(exposures, i, new Exposure(exposure.variantId(), event.timestamp()));
            }
        }
        Exposure added = new Exposure(event.variantId().intern(), event.timestamp());
        return inserted(exposures, added, Comparator.comparing(Exposure::variantId));
    }

    private List<TypeTotals> counted(CountableEvent event) {
        for (int i = 0; i < types.size(); i++) {
            TypeTotals totals = types.get(i);
            if (totals.eventType().equals(event.eventType())) {
                return replaced(types, i, totals.with(event.value()));
            }
        }
        TypeTotals added = TypeTotals.none(event.eventType()).with(event.value());
        return inserted(types, added, Comparator.comparing(TypeTotals::eventType));
    }

    private static <T> List<T> replaced(List<T> list, int index, T element) {
        List<T> next = new ArrayList<>(list);
        next.set(index, element);
        return next;
    }

    private static <T> List<T> inserted(List<T> list, T element, Comparator<T> order) {
        List<T> next = new ArrayList<>(list);
        next.add(element);
        next.sort(order);
        return next;
    }
}
