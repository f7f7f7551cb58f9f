package io.splitstream.api.generation;

import static io.splitstream.api.generation.RuleGenerator.MADE;
import static io.splitstream.api.generation.RuleGenerator.OTHER;
import static io.splitstream.api.generation.RuleGenerator.element;

import io.splitstream.api.generation.RuleGenerator.Step;
import io.splitstream.api.page.HarmlessHtml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Rules on whether and where elements stand. Pure. */
final class LayoutRules {
    private static final Pattern HIDE = Pattern.compile(
            "(?is)^\\s*(?:please\\s+)?(?:hide|remove|delete|drop|get rid of|take out|take away|strip)\\s+(?:the\\s+)?(.+?)"
                    + "(?:\\s+(?:entirely|completely|altogether))?\\s*$");
    private static final Pattern MOVE = Pattern.compile(
            "(?is)^\\s*(?:please\\s+)?(?:move|put|place|bring|show|shift)\\s+(?:the\\s+)?(.+?)\\s+(?:up\\s+|down\\s+)?(to the (?:very )?top of|to the top|"
                    + "above|before|over|ahead of|in front of|below|beneath|underneath|under|after|behind)\\b\\s*(?:the\\s+)?(.*)$");
    private static final int MOST_MOVED = 8_000;

    private LayoutRules() {}

    /** "Hide the testimonials." */
    static Step hide(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = HIDE.matcher(clause.text());
        if (!matcher.matches()) {
            return OTHER;
        }
        List<Step> asked = new ArrayList<>();
        Optional<Element> element = element(matcher.group(1), clause, draft, finder, asked);
        if (element.isEmpty()) {
            return asked.get(0);
        }
        draft.style(element.get(), "display: none", "Hide “" + ElementFinder.label(element.get()) + "”");
        return MADE;
    }

    /** "Move the reviews above the pricing section": a copy there, and the original hidden. */
    static Step move(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = MOVE.matcher(clause.text());
        if (!matcher.matches()
                || clause.text().toLowerCase(Locale.ROOT).matches("\\s*(?:put|place|show)\\s+⟦\\d+⟧.*")) {
            return OTHER;
        }
        String place = matcher.group(2).toLowerCase(Locale.ROOT);
        List<Step> asked = new ArrayList<>();
        Optional<Element> moved = element(matcher.group(1), clause, draft, finder, asked);
        if (moved.isEmpty()) {
            return asked.get(0);
        }
        Optional<Element> target = place.contains("top")
                ? top(matcher.group(3), moved.get())
                : element(matcher.group(3), clause, draft, finder, asked);
        if (target.isEmpty() && !asked.isEmpty()) {
            return asked.get(0);
        }
        String html = moved.get().outerHtml();
        Optional<String> problem = target.isEmpty()
                        || target.get().equals(moved.get())
                        || target.get().parents().contains(moved.get())
                ? Optional.of("there is no such place for it")
                : html.length() > MOST_MOVED
                        ? Optional.of("it is too large to be moved")
                        : HarmlessHtml.problemOfHtml(html);
        if (problem.isPresent()) {
            return new Step.Ask(Generation.Unclear.prompt(
                    "What else should be moved, and where?",
                    "“" + ElementFinder.label(moved.get()) + "” cannot be moved: " + problem.get() + ".",
                    List.of()));
        }
        Element copy = moved.get().clone();
        copy.removeAttr("id");
        copy.select("[id]").removeAttr("id");
        boolean before = !place.matches("below|beneath|underneath|under|after|behind");
        String label = ElementFinder.label(moved.get());
        draft.style(moved.get(), "display: none", "Move “" + label + "”");
        draft.insert(
                target.get(),
                before,
                copy.outerHtml(),
                (before ? "before “" : "after “") + ElementFinder.label(target.get()) + "”");
        draft.warn("“" + label + "” is shown as a copy: scripts of the page do not know it.");
        return MADE;
    }

    private static Optional<Element> top(String phrase, Element moved) {
        Element body = moved.root().selectFirst("body");
        Element main = moved.closest("main");
        Element around = phrase.toLowerCase(Locale.ROOT).contains("page") || main == null ? body : main;
        Element first = around == null ? null : around.firstElementChild();
        return Optional.ofNullable(
                main == null && first != null && first.normalName().equals("header")
                        ? first.nextElementSibling()
                        : first);
    }
}
