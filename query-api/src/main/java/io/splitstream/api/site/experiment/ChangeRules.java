package io.splitstream.api.site.experiment;

import io.splitstream.api.page.HarmlessHtml;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.MutationAction;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** What changes of pages may hold: no script, no event handler, no address that runs something. Pure. */
public final class ChangeRules {
    private ChangeRules() {}

    /** What is wrong with a change of an element, which browsers then do not make; empty if nothing is. */
    public static Optional<String> problemOn(Mutation mutation, Element element) {
        boolean within =
                mutation.action() == MutationAction.SET_ATTRIBUTE || mutation.action() == MutationAction.SET_CONTENT;
        return within && HarmlessHtml.runsOrLoads(element)
                ? Optional.of(mutation.action().word() + " of " + mutation.selector() + ": an element "
                        + element.normalName() + " (expected: none that runs or loads anything)")
                : Optional.empty();
    }

    /** What is wrong with a change; empty if nothing is. */
    public static Optional<String> problem(Mutation mutation) {
        String payload = mutation.payload();
        String attribute = mutation.attributeName();
        Optional<String> problem =
                switch (mutation.action()) {
                    case SET_CONTENT, INSERT_BEFORE, INSERT_AFTER -> HarmlessHtml.problemOfHtml(payload);
                    case SET_STYLE -> HarmlessHtml.problemOfCss(payload);
                    case SET_ATTRIBUTE -> HarmlessHtml.problemOfAttribute(attribute == null ? "" : attribute, payload);
                    case ADD_CLASS, REMOVE_CLASS ->
                        payload.matches("[^\\s<>\"'`]+(\\s+[^\\s<>\"'`]+)*")
                                ? Optional.<String>empty()
                                : Optional.of("no classes (expected: names parted by blanks)");
                };
        return problem.map(words -> mutation.action().word() + " of " + mutation.selector() + ": " + words);
    }
}
