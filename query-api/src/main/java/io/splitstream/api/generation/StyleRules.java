package io.splitstream.api.generation;

import static io.splitstream.api.generation.RuleGenerator.MADE;
import static io.splitstream.api.generation.RuleGenerator.OTHER;
import static io.splitstream.api.generation.RuleGenerator.element;

import io.splitstream.api.generation.RuleGenerator.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Rules on how elements look. Pure. */
final class StyleRules {
    private static final String VERB =
            "(?:please\\s+)?(?:make|turn|change|set|give|paint|update|color|colour|use|have)";
    private static final Pattern SIZE = Pattern.compile(
            "(?is)^\\s*" + VERB
                    + "\\s+(?:the\\s+)?(.*?)\\b(font[- ]?size|text size|size|width|height|padding|margin|border[- ]radius|"
                    + "line[- ]height|opacity)\\s*(?:(?:of|for|on|in)\\s+(.+?))?\\s+(?:to|of|=)\\s*(\\d{0,9}\\.?\\d{1,9})\\s*(px|rem|em|%|vw|vh|pt)?\\s*$");
    private static final Pattern COLOUR = Pattern.compile("(?is)^\\s*" + VERB + "\\s+(.+)$");
    private static final Pattern TO = Pattern.compile("(?i)\\s+(?:to|into|in|with|as)(?:\\s+(?:a|an))?\\s*$");
    private static final Pattern LOOK = Pattern.compile(
            "(?is)^\\s*(?:(?:please\\s+)?(?:make|set|turn|give|have|let)\\s+(?:the\\s+)?(.+?)|(underline|bold|center|centre|enlarge|shrink|"
                    + "highlight|increase|reduce|decrease)\\s+(?:the\\s+)?(.+?))\\s*$");

    /** Words for looks, longest first where one holds another, as CSS. */
    private static final Map<String, String> LOOKS = looks();

    private StyleRules() {}

    private static Map<String, String> looks() {
        Map<String, String> looks = new LinkedHashMap<>();
        looks.put("much (?:bigger|larger)", "font-size: 1.6em");
        looks.put(
                "(?:a (?:bit|little) )?(?:bigger|larger)|enlarge|more prominent|stand out(?: more)?",
                "font-size: 1.25em");
        looks.put("(?:a (?:bit|little) )?smaller|shrink|less prominent", "font-size: 0.85em");
        looks.put("bolder|bold", "font-weight: 700");
        looks.put("italics?", "font-style: italic");
        looks.put("underlined?", "text-decoration: underline");
        looks.put("upper ?case|all caps|capitalized", "text-transform: uppercase");
        looks.put("lower ?case", "text-transform: lowercase");
        looks.put("full[- ]width|wider", "display: block; width: 100%; box-sizing: border-box");
        looks.put("(?:rounded corners|rounded|rounder|round corners|round)", "border-radius: 12px");
        looks.put("(?:a )?(?:drop )?shadow", "box-shadow: 0 4px 12px rgba(0, 0, 0, 0.2)");
        looks.put("(?:a )?border", "border: 2px solid currentColor");
        looks.put("cent(?:er|re)d|cent(?:er|re)", "text-align: center");
        looks.put("left[- ]aligned", "text-align: left");
        looks.put("right[- ]aligned", "text-align: right");
        looks.put("sticky", "position: sticky; top: 0; z-index: 100");
        looks.put("highlighted|highlight", "background-color: #fff3bf");
        looks.put("semi-?transparent|faded", "opacity: 0.6");
        return looks;
    }

    /** "Set the font size of the headline to 48px." */
    static Step size(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = SIZE.matcher(clause.text());
        if (!matcher.matches()) {
            return OTHER;
        }
        String phrase = matcher.group(3) == null ? matcher.group(1) : matcher.group(3);
        String word = matcher.group(2).toLowerCase(Locale.ROOT).replace(' ', '-');
        String property = word.matches("fontsize|font-size|text-size|size") ? "font-size" : word;
        boolean bare = property.matches("opacity|line-height");
        String unit =
                matcher.group(5) == null ? (bare ? "" : "px") : matcher.group(5).toLowerCase(Locale.ROOT);
        return styled(
                phrase.isBlank() ? "page" : phrase, property + ": " + matcher.group(4) + unit, clause, draft, finder);
    }

    /** "Make the CTA green", "change the background of the hero to #102030". */
    static Step colour(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = COLOUR.matcher(clause.text());
        Optional<String> colour = Words.colour(clause.text());
        if (!matcher.matches() || colour.isEmpty()) {
            return OTHER;
        }
        String[] sides = matcher.group(1).split("(?i)\\s+(?:to|into|as)\\s+", 2);
        boolean names = sides.length == 2
                ? Words.colour(sides[1]).isPresent()
                        && Words.telling(Words.withoutColour(sides[1], colour.get()))
                                        .size()
                                <= 1
                : matcher.group(1)
                                .strip()
                                .replaceAll("[.!]$", "")
                                .toLowerCase(Locale.ROOT)
                                .matches("(?s).*(?:\\b|#)[\\w#(),.% ]*" + Pattern.quote(lastWord(matcher.group(1)))
                                        + "$")
                        && Words.colour(lastWord(matcher.group(1))).isPresent();
        if (!names) {
            return OTHER;
        }
        String rest = sides.length == 2 ? sides[0] : Words.withoutColour(matcher.group(1), colour.get());
        String lower = rest.toLowerCase(Locale.ROOT);
        boolean background = lower.contains("background");
        boolean text = lower.matches("(?s).*\\b(?:text|font)\\b.*");
        boolean border = lower.contains("border");
        String phrase = TO.matcher(lower.replaceAll("\\b(?:text|font|border)?[ -]?colou?rs?\\b|\\bfont\\b", " "))
                .replaceAll(" ");
        if (background) {
            String surface = phrase.replaceAll("\\bbackground\\b", " ");
            phrase = Words.telling(surface).isEmpty() ? "body" : surface;
        }
        List<String> declarations = new ArrayList<>();
        String named = taken(phrase, declarations);
        List<Step> asked = new ArrayList<>();
        Optional<Element> found = element(named, clause, draft, finder, asked);
        if (found.isEmpty()) {
            return asked.get(0);
        }
        Element element = found.get();
        boolean filled = !text && (background || isFilled(element, finder));
        String property = border ? "border-color" : filled ? "background-color" : "color";
        declarations.add(0, property + ": " + colour.get());
        draft.style(
                element,
                String.join("; ", declarations),
                "Make “" + ElementFinder.label(element) + "” " + colour.get());
        return MADE;
    }

    /** "Make the price bold and bigger." */
    static Step look(Clause clause, Draft draft, ElementFinder finder) {
        Matcher matcher = LOOK.matcher(clause.text());
        if (!matcher.matches()) {
            return OTHER;
        }
        String rest = matcher.group(1) == null ? matcher.group(2) + " " + matcher.group(3) : matcher.group(1);
        if (rest.toLowerCase(Locale.ROOT).matches("(?s).*\\s(?:to say|to read|say|read|to)\\s.*")) {
            return OTHER;
        }
        List<String> declarations = new ArrayList<>();
        String named = taken(rest, declarations);
        return declarations.isEmpty() ? OTHER : styled(named, String.join("; ", declarations), clause, draft, finder);
    }

    /** A phrase without its words for looks, which become declarations. */
    private static String taken(String text, List<String> declarations) {
        String phrase = text;
        for (Map.Entry<String, String> look : LOOKS.entrySet()) {
            Matcher word = Pattern.compile("(?i)\\b(?:" + look.getKey() + ")(?![\\w-])")
                    .matcher(phrase);
            if (word.find()) {
                declarations.add(look.getValue());
                phrase = word.replaceAll(" ");
            }
        }
        return declarations.isEmpty()
                ? phrase.strip()
                : phrase.replaceAll("(?i)\\b(?:and|the size of|size|font|text|have|is|more|a|look|be)\\b|,", " ")
                        .strip();
    }

    private static Step styled(String phrase, String declarations, Clause clause, Draft draft, ElementFinder finder) {
        List<Step> asked = new ArrayList<>();
        Optional<Element> element = element(phrase, clause, draft, finder, asked);
        if (element.isEmpty()) {
            return asked.get(0);
        }
        draft.style(element.get(), declarations, "Style “" + ElementFinder.label(element.get()) + "”: " + declarations);
        return MADE;
    }

    /** Whether a colour of it is that of its surface rather than of its words. */
    private static boolean isFilled(Element element, ElementFinder finder) {
        boolean link = element.normalName().equals("a") && finder.prominence(element) < 3;
        return !link
                && element.normalName().matches("a|button|input|section|header|footer|div|nav|body|aside|form|article");
    }

    private static String lastWord(String text) {
        String bare = text.strip().replaceAll("[.!]+$", "");
        return bare.substring(bare.lastIndexOf(' ') + 1);
    }
}
