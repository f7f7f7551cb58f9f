package io.splitstream.contracts.site;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a {@link Mutation} does to an element, and what its payload then is. */
public enum MutationAction {
    /** CSS declarations, such as {@code color: red; padding: 0}, added to the element's own style. */
    SET_STYLE,
    /** HTML in place of what the element contains. */
    SET_CONTENT,
    /** The value of the attribute that the mutation names. */
    SET_ATTRIBUTE,
    /** HTML before the element, as its sibling. */
    INSERT_BEFORE,
    /** HTML behind the element, as its sibling. */
    INSERT_AFTER,
    /** Classes to add, parted by blanks. */
    ADD_CLASS,
    /** Classes to remove, parted by blanks. */
    REMOVE_CLASS;

    /** The word on the wire and in the API. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
