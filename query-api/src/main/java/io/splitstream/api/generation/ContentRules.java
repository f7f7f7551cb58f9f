package io.splitstream.api.generation;

import static io.splitstream.api.generation.RuleGenerator.MADE;
import static io.splitstream.api.generation.RuleGenerator.OTHER;
import static io.splitstream.api.generation.RuleGenerator.element;
import static io.splitstream.api.generation.RuleGenerator.labels;

import io.splitstream.api.generation.ElementFinder.Found;
import io.splitstream.api.generation.RuleGenerator.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/** Rules on what elements contain: texts, prices, links, attributes, insertions. Pure. */
final class ContentRules {
    private static final String CHANGE =
            "(?:please\\s+|let'?s\\s+|can you\\s+|i want to\\s+|test\\s+)?(?:change|set|update|make|replace|rename|rewrite|"
                    + "rephrase|swap|turn|raise|lower|increase|decrease|reduce|drop|cut|switch|use|have|let)";
    private static final String TO = "\\s+(?:to say|to read|to|into|with|by|say|says|read|reads|be|as|for)\\s*:?\\s+";
    private static final Pattern REDIRECT = form(
            "(?:redirect|send|route|take)\\s+(?:all\\s+|half (?:of )?(?:the\\s+)?)?"
                    + "(?:visitors|traffic|users|people|everyone|them)\\s+(?:from .{1,60}?\\s+)?(?:to|onto)\\s+(\\S+)|"
                    + "(?:split[- ]url|split[- ]test)\\b.*?\\b(?:to|against|with|vs\\.?|versus)\\s+(\\S+)|redirect to\\s+(\\S+)");
    private static final Pattern CLASSES =
            form("(add|remove|drop)\\s+(?:the\\s+)?(?:css\\s+)?class(?:es)?\\s+(\\S+)\\s+(?:to|on|from)\\s+(.+)");
    private static final Pattern INSERT =
            form("(?:please\\s+)?(?:add|insert|put|show|place|append|have)\\s+(.*?)\\s*(⟦\\d+⟧)\\s*(.*)");
    private static final Pattern INSERT_NOTHING = form("(?:please\\s+)?(?:add|insert)\\s+(?:an?|some|the)?\\s*(.+)");
    private static final Pattern WHERE = form(
            "(?:(?:as\\s+)?(?:an?\\s+)?[\\w -]{0,40}?\\s*)?(above|before|over|ahead of|below|beneath|under|underneath|after|"
                    + "beside|next to|behind|at the (?:very )?top of|at the (?:very )?top|to the top of|at the bottom of|"
                    + "at the bottom|inside|in|on|to)\\b\\s*(.*)");
    private static final Pattern ATTRIBUTE = form(CHANGE
            + "\\s+(?:the\\s+)?(.*?)('s)?\\s*\\b(alt(?:ernative)?(?: text)?|placeholder(?: text)?|src|image source|title attribute|"
            + "aria-label)\\b\\s*(?:(?:of|for|on|in)\\s+(.+?))?" + TO + "(.+)");
    private static final Pattern LINK =
            form("(?:please\\s+)?(?:change|set|update|make|point|link|send|switch|have|let)\\s+(?:the\\s+)?(.+?)(?:'s)?"
                    + "(?:\\s+(?:link|url|href|target|destination|address))?(?:\\s+of\\s+(.+?))?"
                    + "\\s+(?:link to|point to|go to|lead to|to|at|with)\\s+(\\S+)");
    private static final Pattern REPLACE =
            form(CHANGE + "\\s+(?:the\\s+)?(.*?)\\s*(?:from\\s+)?(⟦\\d+⟧)(.*?)" + TO + "(⟦\\d+⟧)\\s*(.*)");
    private static final Pattern TEXT =
            form(CHANGE + "\\s+(?:the\\s+)?(.+?)(?:'s)?(?:\\s+(?:text|copy|label|wording|content))?" + TO + "(.+)");
    private static final Pattern IMAGE_WORD = Pattern.compile("(?i)\\b(image|picture|photo|logo|img)\\b");
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_BESIDE_A_PRICE = 12;

    private ContentRules() {}

    private static Pattern form(String regex) {
        return Pattern.compile("(?is)^\\s*(?:" + regex + ")\\s*$");
    }

    /** "Send visitors to /new-pricing." */
    static Step redirect(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = REDIRECT.matcher(clause.text());
        if (!matcher.matches()) {
            return OTHER;
        }
        String target = matcher.group(1) != null
                ? matcher.group(1)
                : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        if (!clause.isUrl(target)) {
            return new Step.Ask(Generation.Unclear.prompt(
                    "Where should visitors of the variant be sent?",
                    "“" + clause.written(target) + "” is no address (expected: https://… or a path).",
                    List.of()));
        }
        draft.redirect(clause.meaning(target));
        return MADE;
    }

    /** "Add the class highlight to the pro plan." */
    static Step classes(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = CLASSES.matcher(clause.text());
        if (!matcher.matches()) {
            return OTHER;
        }
        String name = clause.meaning(matcher.group(2)).replaceAll("^\\.", "");
        return on(
                matcher.group(3),
                clause,
                draft,
                finder,
                (element, made) -> made.classes(element, matcher.group(1).equalsIgnoreCase("add"), name));
    }

    /** "Add "Free shipping" below the headline." */
    static Step insert(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = INSERT.matcher(clause.text());
        if (!matcher.matches()) {
            Matcher nothing = INSERT_NOTHING.matcher(clause.text());
            return nothing.matches()
                    ? new Step.Ask(Generation.Unclear.prompt(
                            "Which text should be added, and where?",
                            "“" + clause.written(nothing.group(1)) + "” does not say the words; put them in quotes.",
                            List.of()))
                    : OTHER;
        }
        String text = clause.meaning(matcher.group(2));
        Matcher where = WHERE.matcher(matcher.group(3).isBlank() ? matcher.group(1) : matcher.group(3));
        String what = matcher.group(1).toLowerCase(Locale.ROOT);
        String place = where.matches() ? where.group(1).toLowerCase(Locale.ROOT) : "";
        String phrase = where.matches() ? where.group(2) : "";
        if (place.contains("top") || (phrase.isBlank() && what.contains("banner"))) {
            return atTop(text, what, phrase, clause, draft, finder);
        }
        if (phrase.isBlank()) {
            return new Step.Ask(Generation.Unclear.prompt(
                    "Where should “" + text + "” be added?",
                    "The prompt names no place.",
                    List.of("Add \"" + text + "\" below the headline", "Add \"" + text + "\" at the top of the page")));
        }
        boolean before = place.matches("above|before|over|ahead of");
        return on(
                phrase,
                clause,
                draft,
                finder,
                (element, made) -> made.insert(element, before, html(text, what), "Add “" + text + "”"));
    }

    private static Step atTop(
            String text, String what, String phrase, Clause clause, Draft draft, ElementFinder finder) {
        Optional<Element> first;
        if (phrase.isBlank()
                || phrase.toLowerCase(Locale.ROOT).matches("(?:the |every |all )*(?:page|site|pages|website)s?.*")) {
            first = finder.find("body") instanceof Found.One body
                    ? Optional.ofNullable(body.element().firstElementChild())
                    : Optional.empty();
        } else {
            List<Step> asked = new ArrayList<>();
            Optional<Element> around = element(phrase, clause, draft, finder, asked);
            if (around.isEmpty()) {
                return asked.get(0);
            }
            first = around.map(Element::firstElementChild);
        }
        if (first.isEmpty()) {
            return new Step.Ask(Generation.Unclear.prompt(
                    "Where should “" + text + "” be added?",
                    "There is nothing that it could stand before.",
                    List.of()));
        }
        draft.insert(first.get(), true, html(text, what), "Add “" + text + "” at the top");
        return MADE;
    }

    /** "Change the hero price from $99 to $499." */
    static Step price(Clause clause, Draft draft, ElementFinder finder) {
        String text = clause.written(clause.text());
        List<String> prices = new ArrayList<>();
        Matcher matcher = Words.PRICE.matcher(text);
        while (matcher.find()) {
            prices.add(matcher.group());
        }
        boolean about = text.toLowerCase(Locale.ROOT).contains("price") || prices.size() == 2;
        if (prices.isEmpty() || prices.size() > 2 || !about || !text.matches("(?is)\\s*" + CHANGE + "\\b.*")) {
            return OTHER;
        }
        String next = prices.get(prices.size() - 1);
        List<Element> all = finder.prices();
        List<Element> fitting = prices.size() == 2
                ? all.stream()
                        .filter(element -> showsPrice(element, prices.get(0)))
                        .toList()
                : all;
        List<Element> plain =
                fitting.stream().filter(ContentRules::isJustAPrice).toList();
        Optional<Element> chosen = fitting.size() == 1
                ? Optional.of(fitting.get(0))
                : plain.size() == 1 ? Optional.of(plain.get(0)) : narrowed(text, fitting, finder);
        if (chosen.isEmpty()) {
            return new Step.Ask(Generation.Unclear.prompt(
                    "Which price should become " + next + "?",
                    fitting.isEmpty() ? "The page shows no such price." : fitting.size() + " prices of the page fit.",
                    labels(fitting.isEmpty() ? all : fitting)));
        }
        Matcher shown = Words.PRICE.matcher(chosen.get().ownText());
        String old = prices.size() == 2 ? prices.get(0) : shown.find() ? shown.group() : "";
        draft.replace(chosen.get(), old, next);
        draft.assume("the price", chosen.get());
        return MADE;
    }

    /** Not a sentence that names one. */
    private static boolean isJustAPrice(Element element) {
        return Words.squeezed(Words.PRICE.matcher(element.ownText()).replaceAll(""))
                        .length()
                <= MOST_BESIDE_A_PRICE;
    }

    /** A price that is part of a longer one is another: $9 is not in $99. */
    private static boolean showsPrice(Element element, String price) {
        return Pattern.compile("(?<![\\d.,])" + Pattern.quote(price) + "(?!\\d|[.,]\\d)")
                .matcher(element.ownText())
                .find();
    }

    private static Optional<Element> narrowed(String text, List<Element> fitting, ElementFinder finder) {
        String phrase = text.split("(?i)\\b(?:from|to)\\b", 2)[0].replaceAll("(?i)^\\s*" + CHANGE, "");
        return finder.find(phrase) instanceof Found.One one && fitting.contains(one.element())
                ? Optional.of(one.element())
                : Optional.empty();
    }

    /** "Replace "Sign up" with "Start free"." */
    static Step replace(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = REPLACE.matcher(clause.text());
        if (!matcher.matches()) {
            return OTHER;
        }
        String old = clause.meaning(matcher.group(2));
        String text = clause.meaning(matcher.group(4));
        if (clause.isUrl(matcher.group(4))) {
            return OTHER;
        }
        String around = matcher.group(1) + " " + matcher.group(3);
        Found found = finder.byText(old, Role.of(around));
        if (!(found instanceof Found.One one)) {
            return new Step.Ask(Generation.Unclear.prompt(
                    "Which text should become “" + text + "”?",
                    found instanceof Found.Several several
                            ? several.elements().size() + " elements show “" + old + "”."
                            : "The page shows no “" + old + "”.",
                    found instanceof Found.Several several ? labels(several.elements()) : List.of()));
        }
        Element element = one.element();
        if (Words.squeezed(element.text()).equalsIgnoreCase(Words.squeezed(old))
                || element.ownText().isEmpty()) {
            draft.text(element, text);
        } else {
            draft.replace(element, old, text);
        }
        return MADE;
    }

    /** "Set the alt text of the hero image to "A red kettle"." */
    static Step attribute(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = ATTRIBUTE.matcher(clause.text());
        if (!matcher.matches()) {
            return OTHER;
        }
        String word = matcher.group(3).toLowerCase(Locale.ROOT);
        String name = word.startsWith("alt")
                ? "alt"
                : word.startsWith("placeholder")
                        ? "placeholder"
                        : word.startsWith("title") ? "title" : word.startsWith("aria") ? "aria-label" : "src";
        String given = matcher.group(4) == null ? matcher.group(1) : matcher.group(4);
        String phrase = given.isBlank() ? (name.equals("placeholder") ? "field" : "image") : given;
        return on(
                phrase,
                clause,
                draft,
                finder,
                (element, made) -> made.attribute(element, name, clause.meaning(matcher.group(5))));
    }

    /** "Point the CTA to https://buy.example.com." An image gets another source, a form another action. */
    static Step link(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = LINK.matcher(clause.text());
        if (!matcher.matches() || !clause.isUrl(matcher.group(3))) {
            return OTHER;
        }
        String phrase = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
        String url = clause.meaning(matcher.group(3));
        List<Step> asked = new ArrayList<>();
        Optional<Element> found = element(phrase, clause, draft, finder, asked);
        if (found.isEmpty()) {
            return asked.get(0);
        }
        Element element = found.get();
        Element anchor = element.closest("a");
        Element form = element.closest("form");
        if (IMAGE_WORD.matcher(phrase).find() && element.normalName().equals("img")) {
            draft.attribute(element, "src", url);
        } else if (anchor != null) {
            draft.attribute(anchor, "href", url);
        } else if (form != null && element.normalName().matches("button|input")) {
            draft.attribute(element, "formaction", url);
            draft.warn("The button sends a form; its data goes to " + url + ".");
        } else {
            return new Step.Ask(Generation.Unclear.prompt(
                    "Which link should lead to " + url + "?",
                    "“" + ElementFinder.label(element) + "” is no link: a script of the page decides where it leads.",
                    labels(finder.calls().stream()
                            .filter(call -> call.normalName().equals("a"))
                            .limit(5)
                            .toList())));
        }
        return MADE;
    }

    /** "Change the headline to "Work less"." */
    static Step text(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = TEXT.matcher(clause.text());
        if (!matcher.matches()) {
            return OTHER;
        }
        String text = clause.meaning(matcher.group(2));
        if (text.isBlank() || text.length() > LONGEST_TEXT || clause.isUrl(matcher.group(2))) {
            return OTHER;
        }
        if (text.toLowerCase(Locale.ROOT)
                .matches(
                        "(?:something |be |sound )?(?:more |much |a bit |less )?(?:better|catchy|catchier|friendly|friendlier|"
                                + "short|shorter|urgent|engaging|appealing|different|clearer|stronger|compelling|modern|professional)(?: .*)?")) {
            return new Step.Ask(Generation.Unclear.prompt(
                    "Which words should it say?",
                    "“" + text + "” does not say the words; put them in quotes.",
                    List.of()));
        }
        return on(matcher.group(1), clause, draft, finder, (element, made) -> made.text(element, text));
    }

    private static Step on(
            String phrase, Clause clause, Draft draft, ElementFinder finder, BiConsumer<Element, Draft> change) {
        List<Step> asked = new ArrayList<>();
        Optional<Element> element = element(phrase, clause, draft, finder, asked);
        if (element.isEmpty()) {
            return asked.get(0);
        }
        change.accept(element.get(), draft);
        return MADE;
    }

    private static String html(String text, String what) {
        String escaped = Entities.escape(text);
        if (what.contains("banner") || what.contains("bar")) {
            return "<div class=\"sk-banner\" style=\"padding: 12px; text-align: center; background: #1f2937; color: #ffffff\">"
                    + escaped + "</div>";
        }
        if (what.contains("badge")) {
            return "<span class=\"sk-badge\" style=\"padding: 2px 8px; border-radius: 999px; background: #e5e7eb\">"
                    + escaped + "</span>";
        }
        return what.contains("heading") ? "<h2>" + escaped + "</h2>" : "<p>" + escaped + "</p>";
    }
}
