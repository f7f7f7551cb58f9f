package io.splitstream.standalone.demo;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a simulated user does.
 *
 * @param type the event type
 * @param value the event's value, where it has one
 */
record Action(String type, @Nullable BigDecimal value) {
    static Action of(String type) {
        return new Action(type, null);
    }
}
