package io.splitstream.api.experiment;

/**
 * Who changes an experiment.
 *
 * @param name the subject of a caller's token, or what changed it without being asked
 * @param automatic whether nobody asked for it
 */
public record Actor(String name, boolean automatic) {
    /** The service by itself: a planned end that has come, proven harm. */
    public static final Actor SERVICE = new Actor("splitstream", true);

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: blank (expected: who it is)");
        }
    }

    /** A caller. */
    public static Actor caller(String subject) {
        return new Actor(subject, false);
    }
}
