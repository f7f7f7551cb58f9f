package io.splitstream.contracts.site;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What meets a {@link Goal}. */
public enum GoalType {
    /** A click on, or in, an element that the goal's selector selects. */
    CLICK,
    /** The view of a page, loaded or come to within a document. */
    PAGEVIEW,
    /** The submission of a form: one that the goal's selector selects, or that lies in such an element; any without. */
    FORM_SUBMIT,
    /** A call of {@code __sk.track} with the goal's name. */
    CUSTOM;

    /** The word on the wire and in the API. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
