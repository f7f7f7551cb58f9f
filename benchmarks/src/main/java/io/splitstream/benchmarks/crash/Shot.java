package io.splitstream.benchmarks.crash;

/** A request of which every event has a user of its own, named by a number. Immutable. */
final class Shot {
    private final int first;
    private final int events;
    private final byte[] bytes;
    private final boolean repeatable;

    /**
     * @param first number of its first event's user; the others follow
     * @param events how many
     * @param bytes as they go over the wire; nobody writes to them
     * @param repeatable whether its events have the same identities however often it is sent
     */
    Shot(int first, int events, byte[] bytes, boolean repeatable) {
        this.first = first;
        this.events = events;
        this.bytes = bytes;
        this.repeatable = repeatable;
    }

    int first() {
        return first;
    }

    int events() {
        return events;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean repeatable() {
        return repeatable;
    }
}
