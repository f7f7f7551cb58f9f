package io.splitstream.jobs.insights.core;

import io.splitstream.contracts.event.InteractionType;
import java.util.Comparator;

/**
 * An interaction, without what the insights do not look at.
 *
 * @param subject the target of a click, the page of a navigation; empty where it has none
 * @param timestamp milliseconds since the epoch: when it happened
 */
public record Step(String eventId, InteractionType type, String subject, long timestamp) implements Comparable<Step> {
    private static final Comparator<Step> ORDER =
            Comparator.comparingLong(Step::timestamp).thenComparing(Step::eventId);

    /** By time; of one time by identity, so that the order is a function of the set. */
    @Override
    public int compareTo(Step other) {
        return ORDER.compare(this, other);
    }
}
