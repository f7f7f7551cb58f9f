package io.splitstream.api.study;

import org.jspecify.annotations.Nullable;

/**
 * Who takes part.
 *
 * @param email where to remind the tester; null if unknown
 */
public record Tester(String id, @Nullable String email) {
    /** A tester who is known by nothing but an id, which may be an address. */
    public static Tester of(String id) {
        return new Tester(id, null);
    }
}
