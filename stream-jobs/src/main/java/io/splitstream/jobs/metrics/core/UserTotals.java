package io.splitstream.jobs.metrics.core;

import io.splitstream.jobs.core.Lateness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user in an experiment, whatever the experiment's definition. Immutable; a function of the set
 * of the user's events, apart from {@code duplicates}, which counts copies.
 *
 * @param exposures variants the user was seen in, by variant id
 * @param types totals by event type, in the types' order
 * @param journal single events, where they are kept
 * @param enrolled the stored assignment; null until one is seen
 * @param duplicates events dropped because their identity was counted before
 * @param late events logged too late to count, among them copies of events that are forgotten
 */
public record UserTotals(
        List<Exposure> exposures,
        List<TypeTotals> types,
        Sessions sessions,
        Journal journal,
        @Nullable Enrolled enrolled,
        long duplicates,
        long late) {
    /** A user of whom nothing is known. */
    public static final UserTotals NONE = new UserTotals(List.of(), List.of(), Sessions.NONE, Journal.NONE, null, 0, 0);

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
     * @param numbers numeric attributes that are kept, ten-thousandths
     */
    public record Enrolled(long assignedAt, int weightEpoch, SortedMap<String, Long> numbers) {
        private static final Comparator<Enrolled> ORDER =
                Comparator.comparingLong(Enrolled::assignedAt).thenComparingInt(Enrolled::weightEpoch);

        /** The earlier one; of two at once, the lesser number of each attribute, whichever of them are kept. */
        Enrolled earliest(Enrolled other) {
            int order = ORDER.compare(this, other);
            if (order != 0 || numbers.equals(other.numbers)) {
                return order <= 0 ? this : other;
            }
            SortedMap<String, Long> least = new TreeMap<>(numbers);
            other.numbers.forEach((name, number) -> least.merge(name, number, Math::min));
            return new Enrolled(assignedAt, weightEpoch, least);
        }
    }

    /** These totals and an event whose identity was not seen before. */
    public UserTotals with(CountableEvent event, Retention retention, Lateness lateness) {
        if (lateness.isLate(event.timestamp(), event.loggedAt())) {
            return new UserTotals(exposures, types, sessions, journal, enrolled, duplicates, late + 1);
        }
        Journal noted =
                retention.events() ? journal.with(event.timestamp(), event.eventType(), event.value()) : journal;
        Sessions grown = sessions.with(
                event.timestamp(), event.eventType().equals(IMPRESSION), lateness.oldestCounted(event.loggedAt()));
        return new UserTotals(exposed(event), counted(event), grown, noted, enrolled, duplicates, late);
    }

    /** These totals and a copy of an event that was seen before. */
    public UserTotals withDuplicate() {
        return new UserTotals(exposures, types, sessions, journal, enrolled, duplicates + 1, late);
    }

    /** These totals and an assignment. */
    public UserTotals with(Enrolment enrolment, Retention retention) {
        Enrolled candidate =
                new Enrolled(enrolment.assignedAt(), enrolment.weightEpoch(), retention.numbers(enrolment.numbers()));
        Enrolled earliest = enrolled == null ? candidate : enrolled.earliest(candidate);
        return earliest.equals(enrolled) ? this : keeping(journal, earliest);
    }

    /** These totals without what need not be kept. */
    public UserTotals kept(Retention retention) {
        Journal needed = retention.events() ? journal : Journal.NONE;
        Enrolled pruned = enrolled == null
                ? null
                : new Enrolled(enrolled.assignedAt(), enrolled.weightEpoch(), retention.numbers(enrolled.numbers()));
        return needed.equals(journal) && Objects.equals(pruned, enrolled) ? this : keeping(needed, pruned);
    }

    private UserTotals keeping(Journal kept, @Nullable Enrolled known) {
        return new UserTotals(exposures, types, sessions, kept, known, duplicates, late);
    }

    /** All that the user did. */
    Activity activity() {
        return new Activity(types, sessions.count(), sessions.bounces());
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

    private List<Exposure> exposed(CountableEvent event) {
        for (int i = 0; i < exposures.size(); i++) {
            Exposure exposure = exposures.get(i);
            if (exposure.variantId().equals(event.variantId())) {
                return exposure.firstSeen() <= event.timestamp()
                        ? exposures
                        : replaced(exposures, i, new Exposure(exposure.variantId(), event.timestamp()));
            }
        }
        Exposure added = new Exposure(event.variantId(), event.timestamp());
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
