package io.splitstream.api.decision;

import java.time.Instant;
import java.util.List;

/**
 * How many users had been seen at a time. Immutable.
 *
 * @param users per variant, in the experiment's order: seen in it alone
 * @param sampleRatioPValue always valid: that users split as the weights say
 */
public record ExposurePoint(Instant at, List<Long> users, double sampleRatioPValue) {
    public ExposurePoint {
        users = List.copyOf(users);
    }
}
