package io.splitstream.jobs.metrics.core;

import java.util.List;

/**
 * What a user did, altogether or in a window.
 *
 * @param types totals by event type, each type once
 * @param bounces sessions whose only event is one impression
 */
record Activity(List<TypeTotals> types, long sessions, long bounces) {

    /** The totals of an event type; zeros where the user has no such event. */
    TypeTotals of(String eventType) {
        for (TypeTotals totals : types) {
            if (totals.eventType().equals(eventType)) {
                return totals;
            }
        }
        return TypeTotals.NOTHING;
    }
}
