package io.splitstream.contracts.site;

import io.splitstream.contracts.event.EventLimits;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment's visitors are to do.
 *
 * @param id unique within the experiment
 * @param name what {@code __sk.track} calls a {@linkplain GoalType#CUSTOM custom} goal
 * @param eventType of the event that is sent each time the goal is met; one that the experiment takes
 * @param selector CSS; {@linkplain GoalType#CLICK click} needs it, {@linkplain GoalType#FORM_SUBMIT form_submit} may
 *     have it
 * @param urlPattern pages on which it can be met; null for every page of the site
 */
public record Goal(
        String id,
        String name,
        GoalType type,
        String eventType,
        @Nullable String selector,
        @Nullable UrlPattern urlPattern) {
    /** The longest name, in UTF-16 units. */
    public static final int MOST_NAME = 200;

    public Goal {
        Bounds.name("goal's id", id, EventLimits.MOST_ID_LENGTH);
        Bounds.name("goal's name", name, MOST_NAME);
        Bounds.name("goal's event type", eventType, EventLimits.MOST_ID_LENGTH);
        Bounds.optionalName("goal's selector", selector, Mutation.MOST_SELECTOR);
        if (type == GoalType.CLICK && selector == null) {
            throw new IllegalArgumentException("goal " + name + " has no selector (expected: what is to be clicked)");
        }
    }

    int length() {
        return Bounds.length(id, name, eventType, selector, urlPattern == null ? null : urlPattern.text());
    }
}
