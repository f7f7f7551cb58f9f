package io.splitstream.api.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words as people write them. Pure. */
final class Words {
    /** Text in quotes, of whichever kind. */
    static final Pattern QUOTED =
            Pattern.compile("\"([^\"]+)\"|“([^”]+)”|«([^»]+)»|(?<![\\p{L}\\d])['‘]([^'’]+)['’](?![\\p{L}\\d])");

    /** A price with its currency; of digits without end only as many are tried as a price may have. */
    static final Pattern PRICE = Pattern.compile(
            "(?:[$€£¥]|USD|EUR|GBP)\\s?\\d[\\d.,]{0,30}\\d|(?:[$€£¥]|USD|EUR|GBP)\\s?\\d|(?<!\\d)\\d[\\d.,]{0,30}\\s?(?:€|£|USD|EUR|GBP|dollars|euros)");

    private static final Pattern HEX = Pattern.compile("#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\\b");
    private static final Pattern COLOUR_FUNCTION = Pattern.compile("\\b(?:rgb|rgba|hsl|hsla)\\([\\d\\s,.%/]+\\)");
    private static final Set<String> COLOURS = Set.of(
            "red",
            "green",
            "blue",
            "orange",
            "yellow",
            "purple",
            "black",
            "white",
            "grey",
            "gray",
            "pink",
            "teal",
            "navy",
            "gold",
            "crimson",
            "tomato",
            "coral",
            "indigo",
            "violet",
            "magenta",
            "cyan",
            "turquoise",
            "maroon",
            "olive",
            "lime",
            "salmon",
            "brown",
            "beige",
            "silver",
            "darkgreen",
            "darkblue",
            "darkred",
            "lightblue",
            "lightgreen",
            "royalblue",
            "seagreen",
            "orangered",
            "steelblue",
            "slategray",
            "transparent");
    private static final Set<String> EMPTY = Set.of(
            "the",
            "a",
            "an",
            "of",
            "in",
            "on",
            "at",
            "to",
            "for",
            "our",
            "my",
            "your",
            "this",
            "that",
            "its",
            "their",
            "and",
            "with",
            "page",
            "site",
            "website",
            "text",
            "copy",
            "label",
            "wording",
            "please",
            "big",
            "whole",
            "entire",
            "from",
            "element",
            "says",
            "saying",
            "called",
            "named",
            "all",
            "every",
            "each",
            "pages",
            "is",
            "color",
            "colour",
            "just",
            "into",
            "it",
            "s",
            "homepage",
            "home",
            "landing",
            "one");

    private Words() {}

    /** The text in quotes that a match is of. */
    static String inside(Matcher quoted) {
        for (int group = 1; group <= quoted.groupCount(); group++) {
            String text = quoted.group(group);
            if (text != null) {
                return text;
            }
        }
        return quoted.group();
    }

    /** Words that tell something, in lower case. */
    static List<String> telling(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\d$€£]+", -1)) {
            if (!word.isEmpty() && !EMPTY.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    /** Words of a name such as {@code btnPrimary-large}. */
    static Set<String> parts(String name) {
        String spread = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        Set<String> parts = new HashSet<>(Arrays.asList(spread.split("[^\\p{L}\\d]+", -1)));
        parts.remove("");
        return parts;
    }

    /** Whether two words are one, singular or plural. */
    static boolean alike(String one, String other) {
        return one.equals(other) || (one + "s").equals(other) || (other + "s").equals(one);
    }

    /** The last colour that a text names, as CSS has it. */
    static Optional<String> colour(String text) {
        Optional<String> found = last(HEX, text).or(() -> last(COLOUR_FUNCTION, text));
        if (found.isPresent()) {
            return found;
        }
        String[] words = text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1);
        for (int i = words.length - 1; i >= 0; i--) {
            String joined = i > 0 ? words[i - 1] + words[i] : words[i];
            if (COLOURS.contains(joined)) {
                return Optional.of(joined);
            }
            if (COLOURS.contains(words[i])) {
                return Optional.of(words[i]);
            }
        }
        return Optional.empty();
    }

    /** Text without what names its colour. */
    static String withoutColour(String text, String colour) {
        String plain = text.replace(colour, " ");
        return plain.replaceAll("(?i)\\b(dark|light|royal|sea|steel|slate)\\s+" + Pattern.quote(colour) + "\\b", " ")
                .replaceAll("(?i)\\b" + Pattern.quote(colour) + "\\b", " ");
    }

    static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static Optional<String> last(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        Optional<String> found = Optional.empty();
        while (matcher.find()) {
            found = Optional.of(matcher.group());
        }
        return found;
    }
}
