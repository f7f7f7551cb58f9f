package io.splitstream.api.idea;

import io.splitstream.api.page.Page;
import io.splitstream.api.page.Selectors;
import io.splitstream.api.site.experiment.PageChange;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.MutationAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Ideas from what a page shows: first what it lacks or does weakly, then what may be tried on any page, so that there are
 * always at least ten. Pure.
 */
final class IdeaFinder {
    private static final Pattern WEAK = Pattern.compile(
            "(?i)\\s*(submit|send|ok|go|click here|here|more|learn more|read more|details|continue|next|enter)\\s*[.!>»→]*\\s*");
    private static final String BUTTONS =
            "a[class*=btn],a[class*=button],a[class*=cta],button,input[type=submit],[role=button]";
    private static final int LONG_HEADLINE = 70;
    private static final int MANY_FIELDS = 5;
    private static final int MANY_LINKS = 7;
    private static final int LONG_PARAGRAPH = 600;
    private static final int MOST_TEXT = 300;
    private static final double LEAST_CONTRAST = 4.5;

    private final Page page;
    private final Element body;
    private final List<Proposal> found = new ArrayList<>();

    private IdeaFinder(Page page) {
        this.page = page;
        this.body = page.document().body();
    }

    /** At least ten proposals, the most promising first. */
    static List<Proposal> find(Page page) {
        IdeaFinder finder = new IdeaFinder(page);
        finder.calls();
        finder.headline();
        finder.forms();
        finder.images();
        finder.contrast();
        finder.navigation();
        finder.paragraphs();
        finder.anyPage();
        return finder.found;
    }

    private void calls() {
        Element call = visible(BUTTONS);
        Element heading = visible("h1,h2");
        if (call == null) {
            Element after = heading == null ? body.firstElementChild() : heading;
            if (after != null) {
                propose(
                        "Add a call to action",
                        "Visitors who are told what to do next will do it more often",
                        "cta",
                        "high",
                        change(
                                after,
                                MutationAction.INSERT_AFTER,
                                "<p><a href=\"#\" class=\"sk-cta\" style=\"display:"
                                        + " inline-block; padding: 12px 24px; background: #166534; color: #ffffff\">Get started</a></p>"),
                        null,
                        "Get started");
            }
            return;
        }
        String label =
                cut(call.text().isBlank() ? call.attr("value") : call.text()).strip();
        if (WEAK.matcher(label).matches() && !call.normalName().equals("input")) {
            propose(
                    "Say what the button “" + label + "” does",
                    "A button that names what one gets will be clicked more often",
                    "cta",
                    "high",
                    change(call, MutationAction.SET_CONTENT, "Get started"),
                    label,
                    "Get started");
        }
        propose(
                "Make the button “" + label + "” stand out",
                "A button in a strong colour will be seen, and clicked, more often",
                "cta",
                "high",
                change(call, MutationAction.SET_STYLE, "background-color: #166534; color: #ffffff"),
                label,
                label);
        propose(
                "Make the button “" + label + "” larger",
                "A larger target will be clicked more often, above all on phones",
                "cta",
                "medium",
                change(call, MutationAction.SET_STYLE, "font-size: 1.25em; padding: 14px 28px"),
                label,
                label);
        propose(
                "Say beside “" + label + "” what it costs to try",
                "A word that takes away a fear will raise clicks",
                "trust",
                "medium",
                change(call, MutationAction.INSERT_AFTER, "<small>Takes less than a minute</small>"),
                null,
                "Takes less than a minute");
    }

    private void headline() {
        Element heading = visible("h1");
        Element first = body.firstElementChild();
        if (heading == null) {
            String title = page.title();
            if (!title.isEmpty() && first != null) {
                propose(
                        "Begin with a headline",
                        "Visitors who see at once what the page is about will stay",
                        "headline",
                        "high",
                        change(first, MutationAction.INSERT_BEFORE, "<h1>" + Entities.escape(title) + "</h1>"),
                        null,
                        title);
            }
            return;
        }
        String text = heading.text();
        if (text.length() > LONG_HEADLINE) {
            String shorter = text.split("[.:;,–—|]", 2)[0].strip();
            if (shorter.length() >= 10 && shorter.length() < text.length()) {
                propose(
                        "Shorten the headline",
                        "A headline that is read at a glance will keep more visitors",
                        "headline",
                        "high",
                        change(heading, MutationAction.SET_CONTENT, Entities.escape(shorter)),
                        text,
                        shorter);
            }
        }
        propose(
                "Make the headline larger",
                "A headline that leads will have more of the page read",
                "headline",
                "medium",
                change(heading, MutationAction.SET_STYLE, "font-size: 1.3em; line-height: 1.15"),
                text,
                text);
    }

    private void forms() {
        for (Element form : page.document().select("form")) {
            List<Element> fields =
                    form.select("input:not([type=hidden]):not([type=submit]):not([type=button]),select,textarea");
            Optional<Element> optional = fields.stream()
                    .filter(field ->
                            !field.hasAttr("required") && !field.attr("type").equals("email"))
                    .reduce((one, other) -> other);
            if (fields.size() >= MANY_FIELDS && optional.isPresent()) {
                Element field = optional.get();
                String name = field.attr("placeholder").isEmpty() ? field.attr("name") : field.attr("placeholder");
                propose(
                        "Ask for less: leave out “" + name + "”",
                        "A form of " + (fields.size() - 1) + " fields instead of " + fields.size()
                                + " will be sent more often",
                        "form",
                        "high",
                        change(field, MutationAction.SET_STYLE, "display: none"),
                        name,
                        null);
            }
        }
    }

    private void images() {
        page.document().select("img").stream()
                .filter(image ->
                        image.attr("alt").isBlank() && !image.attr("src").isBlank())
                .limit(2)
                .forEach(image -> {
                    String source = image.attr("src");
                    String words = cut(source.substring(source.lastIndexOf('/') + 1))
                            .replaceAll("\\.\\w+(?:\\?.*)?$", "")
                            .replaceAll("[^\\p{L}\\d]+", " ")
                            .strip();
                    String text = words.isEmpty() ? page.title() : words;
                    propose(
                            "Describe the image “" + text + "”",
                            "Visitors who do not see the image, and search engines, will know what it shows",
                            "accessibility",
                            "medium",
                            attribute(image, "alt", text),
                            null,
                            text);
                });
    }

    private void contrast() {
        page.document().select("[style*=color]").stream()
                .filter(element -> !element.ownText().isBlank())
                .filter(element -> Contrast.of(element.attr("style")).orElse(21) < LEAST_CONTRAST)
                .limit(1)
                .forEach(element -> propose(
                        "Raise the contrast of “" + shortened(element.ownText()) + "”",
                        "Text that is easy to read will be read by more visitors",
                        "accessibility",
                        "high",
                        change(element, MutationAction.SET_STYLE, "color: #111827; background-color: #ffffff"),
                        element.ownText(),
                        element.ownText()));
    }

    private void navigation() {
        Element navigation = visible("nav");
        if (navigation == null) {
            return;
        }
        List<Element> links = navigation.select("a");
        if (links.size() > MANY_LINKS) {
            Element last = links.get(links.size() - 1);
            propose(
                    "Offer fewer ways: hide “" + shortened(last.text()) + "”",
                    "Visitors with fewer choices will more often make the one that counts",
                    "navigation",
                    "medium",
                    change(last, MutationAction.SET_STYLE, "display: none"),
                    last.text(),
                    null);
        }
        propose(
                "Keep the navigation in sight",
                "Visitors who can always go on will leave less often",
                "navigation",
                "low",
                change(navigation, MutationAction.SET_STYLE, "position: sticky; top: 0; z-index: 10"),
                null,
                null);
    }

    private void paragraphs() {
        page.document().select("p").stream()
                .filter(paragraph -> paragraph.text().length() > LONG_PARAGRAPH)
                .limit(1)
                .forEach(paragraph -> propose(
                        "Let long text breathe",
                        "Lines that are easy to follow will be read to the end",
                        "readability",
                        "medium",
                        change(paragraph, MutationAction.SET_STYLE, "max-width: 65ch; line-height: 1.7"),
                        null,
                        null));
    }

    /** What may be tried anywhere. */
    private void anyPage() {
        everywhere("Set text larger", "font-size: 112.5%", "Text that is easier to read will be read more");
        everywhere("Give lines more room", "line-height: 1.6", "Lines with room between them will be read more");
        everywhere("Darken the text", "color: #111827", "Text with more contrast will be read by more visitors");
        everywhere(
                "Keep lines short",
                "max-width: 72rem; margin-left: auto; margin-right: auto",
                "Lines of a length that the eye can follow will be read more");
        everywhere(
                "Use the device's own typeface",
                "font-family: system-ui, sans-serif",
                "A page that looks familiar and shows at once will keep more visitors");
        everywhere(
                "Calm the background",
                "background-color: #ffffff",
                "A background that does not compete will keep attention");
        everywhere("Loosen the letters", "letter-spacing: 0.01em", "Letters with room will be read more easily");
        everywhere(
                "Give the page a margin",
                "padding-left: 16px; padding-right: 16px",
                "Text that does not touch the edge will be read more");
        everywhere("Part the words", "word-spacing: 0.04em", "Words that stand apart will be read faster");
        everywhere("Align text to the left", "text-align: left", "Lines that begin at one edge will be read faster");
    }

    private void everywhere(String title, String declarations, String hypothesis) {
        propose(
                title,
                hypothesis,
                "readability",
                "low",
                change(body, MutationAction.SET_STYLE, declarations),
                null,
                null);
    }

    private void propose(
            String title,
            String hypothesis,
            String category,
            String priority,
            @Nullable PageChange change,
            @Nullable String before,
            @Nullable String after) {
        if (change != null) {
            found.add(new Proposal(
                    cut(title),
                    hypothesis + ".",
                    category,
                    priority,
                    priority,
                    page.url(),
                    List.of(change),
                    before == null ? null : cut(before),
                    after == null ? null : cut(after)));
        }
    }

    private static @Nullable PageChange change(Element element, MutationAction action, String payload) {
        return change(element, action, payload, null);
    }

    private static @Nullable PageChange attribute(Element element, String name, String value) {
        return change(element, MutationAction.SET_ATTRIBUTE, value, name);
    }

    /** Nothing where this page makes of it what browsers may not be told, such as text with control characters. */
    private static @Nullable PageChange change(
            Element element, MutationAction action, String payload, @Nullable String attribute) {
        try {
            return new PageChange(new Mutation(Selectors.of(element), action, payload, attribute), null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable Element visible(String selector) {
        return body.select(selector).stream()
                .filter(element -> element.closest("[hidden],template,noscript") == null)
                .findFirst()
                .orElse(null);
    }

    /** As much of a page's text as is looked at and shown; there may be 2 MiB of it. */
    private static String cut(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT);
    }

    private static String shortened(String text) {
        String squeezed = text.replaceAll("\\s+", " ").strip();
        return squeezed.length() > 40 ? squeezed.substring(0, 39) + "…" : squeezed;
    }
}
