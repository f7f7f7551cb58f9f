package io.splitstream.jobs.metrics.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The single events of a user, from which windows are counted: the first {@value #MOST} by time. Immutable.
 *
 * <p>Which those are is a function of the set of events: by timestamp, then type, then value. What a user does beyond
 * them is in no window.
 */
public final class Journal {
    /** Events kept at most. */
    public static final int MOST = 1_000;

    /** No events. */
    public static final Journal NONE = new Journal(new long[0], new String[0], new long[0]);

    /** Stands for no value; no event has it, for values are bounded. */
    private static final long VALUELESS = Long.MIN_VALUE;

    private final long[] timestamps;
    private final String[] types;
    private final long[] values;

    private Journal(long[] timestamps, String[] types, long[] values) {
        this.timestamps = timestamps;
        this.types = types;
        this.values = values;
    }

    /**
     * An event of a journal.
     *
     * @param timestamp milliseconds since the epoch
     * @param value ten-thousandths; null where the event has none
     */
    public record Entry(
            long timestamp, String eventType, @Nullable Long value) {
        private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::timestamp)
                .thenComparing(Entry::eventType)
                .thenComparingLong(entry -> amount(entry.value()));
    }

    /** A journal of entries in any order, at most {@value #MOST} of them. */
    public static Journal of(List<Entry> entries) {
        Journal journal = entries.isEmpty() ? NONE : ofSize(entries.size());
        List<Entry> sorted = entries.stream().sorted(Entry.ORDER).toList();
        for (int i = 0; i < sorted.size(); i++) {
            journal.set(i, sorted.get(i));
        }
        return journal;
    }

    /** This journal and one more event. */
    Journal with(long timestamp, String eventType, @Nullable Long value) {
        long amount = amount(value);
        int place = timestamps.length;
        while (place > 0 && isBefore(timestamp, eventType, amount, place - 1)) {
            place--;
        }
        if (place == MOST) {
            return this;
        }
        Journal next = ofSize(Math.min(timestamps.length + 1, MOST));
        next.copy(this, 0, 0, place);
        next.set(place, new Entry(timestamp, eventType, value));
        next.copy(this, place, place + 1, next.timestamps.length - place - 1);
        return next;
    }

    private static Journal ofSize(int size) {
        return new Journal(new long[size], new String[size], new long[size]);
    }

    private void copy(Journal from, int fromIndex, int index, int length) {
        System.arraycopy(from.timestamps, fromIndex, timestamps, index, length);
        System.arraycopy(from.types, fromIndex, types, index, length);
        System.arraycopy(from.values, fromIndex, values, index, length);
    }

    private void set(int index, Entry entry) {
        timestamps[index] = entry.timestamp();
        types[index] = entry.eventType();
        values[index] = amount(entry.value());
    }

    private static long amount(@Nullable Long value) {
        return value == null ? VALUELESS : value;
    }

    /** The events, in their order. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(timestamps.length);
        for (int i = 0; i < timestamps.length; i++) {
            entries.add(new Entry(timestamps[i], types[i], value(i)));
        }
        return entries;
    }

    /** What the user did from a time on until before another. */
    Activity within(long from, long until) {
        int begin = firstNotBefore(from);
        int end = firstNotBefore(until);
        List<TypeTotals> totals = new ArrayList<>();
        long sessions = 0;
        long bounces = 0;
        int sessionBegin = begin;
        for (int i = begin; i < end; i++) {
            add(totals, types[i], value(i));
            if (i + 1 == end || timestamps[i + 1] - timestamps[i] > Session.GAP_MILLIS) {
                sessions++;
                bounces += i == sessionBegin && types[i].equals(UserTotals.IMPRESSION) ? 1 : 0;
                sessionBegin = i + 1;
            }
        }
        return new Activity(totals, sessions, bounces);
    }

    private static void add(List<TypeTotals> totals, String type, @Nullable Long value) {
        for (int i = 0; i < totals.size(); i++) {
            if (totals.get(i).eventType().equals(type)) {
                totals.set(i, totals.get(i).with(value));
                return;
            }
        }
        totals.add(TypeTotals.none(type).with(value));
    }

    private int firstNotBefore(long timestamp) {
        int low = 0;
        int high = timestamps.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[middle] < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isBefore(long timestamp, String eventType, long amount, int index) {
        if (timestamp != timestamps[index]) {
            return timestamp < timestamps[index];
        }
        int byType = eventType.compareTo(types[index]);
        return byType != 0 ? byType < 0 : amount < values[index];
    }

    private @Nullable Long value(int index) {
        return values[index] == VALUELESS ? null : (Long) values[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Journal that
                && Arrays.equals(timestamps, that.timestamps)
                && Arrays.equals(types, that.types)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(timestamps) * 31 + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return entries().toString();
    }
}
