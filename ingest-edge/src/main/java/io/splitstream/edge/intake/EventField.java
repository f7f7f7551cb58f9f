package io.splitstream.edge.intake;

import io.splitstream.contracts.event.Utf8Slice;
import java.util.Locale;

/** The members of an event's object that mean something. */
enum EventField {
    EVENT_ID,
    EXPERIMENT_ID,
    VARIANT_ID,
    USER_ID,
    EVENT_TYPE,
    SESSION_ID,
    TIMESTAMP,
    EVENT_DATA,
    EVENT_VALUE,
    VALUE,
    /** Any other. */
    OTHER;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The member's name as it is written. */
    String text() {
        return text;
    }

    /** Whether it holds the event's value, on some route. */
    boolean isValue() {
        return this == EVENT_VALUE || this == VALUE;
    }

    boolean named(String name) {
        return text.equals(name);
    }

    /** Finds members by the bytes of their names; for one thread, since it looks with a slice of its own. */
    static final class Finder {
        private final EventField[] fields = values();
        private final Utf8Slice[] names = new Utf8Slice[fields.length - 1];
        private final Utf8Slice looked = new Utf8Slice();

        Finder() {
            for (int i = 0; i < names.length; i++) {
                names[i] = Utf8Slice.of(fields[i].text);
            }
        }

        /** The member with a name that lies in the bytes from an offset to another. */
        EventField find(byte[] bytes, int from, int to) {
            looked.set(bytes, from, to - from);
            for (int i = 0; i < names.length; i++) {
                if (names[i].equals(looked)) {
                    return fields[i];
                }
            }
            return OTHER;
        }
    }
}
