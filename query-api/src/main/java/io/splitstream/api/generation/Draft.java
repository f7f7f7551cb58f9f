package io.splitstream.api.generation;

import io.splitstream.api.site.experiment.ChangeRules;
import io.splitstream.api.site.experiment.PageChange;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.MutationAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** A variant while it is made, change by change. Confined to one thread. */
final class Draft {
    private final ElementFinder finder;
    private final List<PageChange> changes = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final List<String> assumptions = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Element last;
    private @Nullable Element changedCall;
    private @Nullable String redirectUrl;

    Draft(ElementFinder finder) {
        this.finder = finder;
    }

    /** The element that was changed last: what "it" is. */
    Optional<Element> last() {
        return Optional.ofNullable(last);
    }

    /** The last call to action that was changed. */
    Optional<Element> changedCall() {
        return Optional.ofNullable(changedCall);
    }

    List<PageChange> changes() {
        return changes;
    }

    List<String> titles() {
        return titles;
    }

    List<String> assumptions() {
        return assumptions;
    }

    List<String> warnings() {
        return warnings;
    }

    @Nullable
    String redirectUrl() {
        return redirectUrl;
    }

    void redirect(String url) {
        redirectUrl = url;
        titles.add("Redirect to " + url);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** Notes what a phrase was taken for. */
    void assume(String phrase, Element element) {
        String words = Words.squeezed(phrase);
        String assumption = "“" + words + "” is the " + element.normalName() + " “" + ElementFinder.label(element)
                + "” (" + finder.selector(element) + ").";
        if (!assumptions.contains(assumption)) {
            assumptions.add(assumption);
        }
    }

    /** Text in place of what an element contains. */
    void text(Element element, String text) {
        if (!element.children().isEmpty()) {
            warn("What " + finder.selector(element) + " contained beside its text is replaced too.");
        }
        if (element.normalName().equals("input")) {
            boolean button = element.attr("type").matches("submit|button|reset");
            attribute(element, button ? "value" : "placeholder", text);
        } else {
            change(element, MutationAction.SET_CONTENT, Entities.escape(text), null, "Say “" + text + "”");
        }
    }

    /** One text in place of another, wherever it stands in an element. */
    void replace(Element element, String old, String text) {
        String html = element.html();
        String escapedOld = Entities.escape(old);
        String next = html.contains(escapedOld)
                ? html.replace(escapedOld, Entities.escape(text))
                : Entities.escape(
                        element.ownText().replaceAll("(?i)" + Pattern.quote(old), Matcher.quoteReplacement(text)));
        change(element, MutationAction.SET_CONTENT, next, null, "“" + old + "” becomes “" + text + "”");
    }

    void style(Element element, String declarations, String title) {
        change(element, MutationAction.SET_STYLE, declarations, null, title);
    }

    void attribute(Element element, String name, String value) {
        change(element, MutationAction.SET_ATTRIBUTE, value, name, "Set " + name + " to " + value);
    }

    void insert(Element element, boolean before, String html, String title) {
        change(element, before ? MutationAction.INSERT_BEFORE : MutationAction.INSERT_AFTER, html, null, title);
    }

    void classes(Element element, boolean add, String names) {
        change(
                element,
                add ? MutationAction.ADD_CLASS : MutationAction.REMOVE_CLASS,
                names,
                null,
                (add ? "Add class " : "Remove class ") + names);
    }

    private void change(
            Element element, MutationAction action, String payload, @Nullable String attribute, String title) {
        Mutation mutation = new Mutation(finder.selector(element), action, payload, attribute);
        ChangeRules.problemOn(mutation, element).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        changes.add(new PageChange(mutation, title.length() > 300 ? title.substring(0, 300) : title));
        titles.add(title);
        last = element;
        if (finder.prominence(element) > 0) {
            changedCall = element;
        }
    }
}
