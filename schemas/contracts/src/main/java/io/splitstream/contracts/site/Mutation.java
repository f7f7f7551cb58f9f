package io.splitstream.contracts.site;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change of a page.
 *
 * <p>HTML in a payload is not judged here: browsers parse it, and the runtime takes out what could run. An attribute that
 * could run something is refused.
 *
 * @param selector CSS; the change is made to every element that it selects
 * @param payload empty where the action needs none
 * @param attributeName for {@link MutationAction#SET_ATTRIBUTE} only, which needs it
 */
public record Mutation(
        String selector,
        MutationAction action,
        String payload,
        @Nullable String attributeName) {
    /** The longest selector, in UTF-16 units. */
    public static final int MOST_SELECTOR = 1_000;
    /** The longest payload, in UTF-16 units. */
    public static final int MOST_PAYLOAD = 10_000;
    /** The longest name of an attribute, in UTF-16 units. */
    public static final int MOST_ATTRIBUTE_NAME = 100;

    public Mutation {
        Bounds.name("selector", selector, MOST_SELECTOR);
        Bounds.text("payload", payload, MOST_PAYLOAD);
        if ((action == MutationAction.SET_ATTRIBUTE) != (attributeName != null)) {
            throw new IllegalArgumentException("attribute_name: " + attributeName
                    + " (expected: the attribute's name for set_attribute, nothing for " + action.word() + ")");
        }
        if (attributeName != null) {
            requireHarmless(attributeName, payload);
        }
    }

    int length() {
        return Bounds.length(selector, payload, attributeName);
    }

    private static void requireHarmless(String attribute, String value) {
        if (attribute.length() > MOST_ATTRIBUTE_NAME || !attribute.matches("[A-Za-z_][A-Za-z0-9_.:-]*")) {
            throw new IllegalArgumentException("attribute_name: " + attribute
                    + " (expected: a letter, then letters, digits and _ . : -; at most " + MOST_ATTRIBUTE_NAME + ")");
        }
        String name = attribute.toLowerCase(Locale.ROOT);
        if (name.startsWith("on") || name.equals("srcdoc")) {
            throw new IllegalArgumentException("attribute_name: " + attribute + " (expected: none that runs a script)");
        }
        // Browsers leave out blanks and control characters before they look for the scheme.
        String address = value.replaceAll("[\\x00-\\x20]", "").toLowerCase(Locale.ROOT);
        if (address.startsWith("javascript:") || address.startsWith("vbscript:") || address.startsWith("data:text")) {
            throw new IllegalArgumentException("payload: " + attribute + " (expected: no address that runs a script)");
        }
    }
}
