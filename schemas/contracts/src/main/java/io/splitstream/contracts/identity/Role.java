package io.splitstream.contracts.identity;

import java.util.Optional;

/** What a caller may do. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Reads experiments, tracks events. */
    CREW,
    /** Is assigned and tracked. */
    GUEST;

    /** The role of a claim's text. */
    static Optional<Role> named(String text) {
        return switch (text) {
            case "admin" -> Optional.of(ADMIN);
            case "crew" -> Optional.of(CREW);
            case "guest" -> Optional.of(GUEST);
            default -> Optional.empty();
        };
    }
}
