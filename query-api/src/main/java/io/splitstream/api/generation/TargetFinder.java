package io.splitstream.api.generation;

import io.splitstream.api.page.Page;
import io.splitstream.contracts.site.UrlPattern;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which page a prompt means: one that it names by address, by path or by what people call it, or a class of pages. Pure.
 */
public final class TargetFinder {
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'“”‘’<>)]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w/:.<])(/[A-Za-z0-9_~*.%-]*(?:/[A-Za-z0-9_~*.%-]+)*/?)");
    private static final Pattern HOME =
            Pattern.compile("\\b(home ?page|landing ?page|landing|front page|main page|start page)\\b");
    private static final Pattern CLASS = Pattern.compile(
            "\\b(?:all|every|each|any|across)\\s+(?:of\\s+)?(?:the\\s+|our\\s+)?([a-z][a-z-]{2,30})\\s+(?:detail\\s+)?(?:page|pages|posts?|articles?)\\b");
    private static final Pattern CLASS_OF = Pattern.compile(
            "\\b(?:all|every|each|any|across)\\s+(?:of\\s+)?(?:the\\s+|our\\s+)?([a-z][a-z-]{2,30}s)\\b");
    private static final Pattern NAMED = Pattern.compile("\\b([a-z][a-z-]{2,30})\\s+page\\b");
    private static final Set<String> EVERYWHERE =
            Set.of("site", "web", "website", "single", "other", "the", "our", "these");
    private static final Set<String> NO_NAMES =
            Set.of("the", "this", "that", "our", "whole", "entire", "web", "same", "target", "each", "every", "one");

    /** Paths that shops and products usually have. */
    private static final List<String> USUAL = List.of("/pricing", "/checkout", "/signup", "/product", "/cart");

    private static final int SUGGESTIONS = 8;

    private TargetFinder() {}

    /**
     * Where to look, and how wide.
     *
     * @param pattern pages that are meant; empty for the one page
     */
    public record Target(String url, Optional<String> pattern) {}

    /**
     * The page that a prompt means; empty if that cannot be told.
     *
     * @param home of the site
     * @param links other pages of the site that are known
     */
    public static Optional<Target> find(String prompt, String home, List<String> links) {
        String lower = prompt.toLowerCase(Locale.ROOT);
        Optional<String> pattern = pattern(prompt, links);
        Optional<String> named = ownUrl(prompt, home)
                .or(() -> pattern.flatMap(wanted -> example(wanted, links)))
                .or(() -> path(prompt, home))
                .or(() -> HOME.matcher(lower).find() ? Optional.of(home) : Optional.empty())
                .or(() -> named(lower, links));
        return named.or(() -> links.stream().allMatch(link -> Page.path(link).equals("/")) && pattern.isEmpty()
                        ? Optional.of(home)
                        : Optional.empty())
                .map(url -> new Target(url, pattern));
    }

    /** The class of pages that a prompt means; empty for one page, or for all of the site. */
    public static Optional<String> pattern(String prompt, List<String> links) {
        Matcher path = PATH.matcher(URL.matcher(unquoted(prompt)).replaceAll(" "));
        while (path.find()) {
            if (path.group(1).contains("*")) {
                return Optional.of(path.group(1));
            }
        }
        String lower = unquoted(prompt).toLowerCase(Locale.ROOT);
        for (Pattern form : List.of(CLASS, CLASS_OF)) {
            Matcher matcher = form.matcher(lower);
            while (matcher.find()) {
                Optional<String> found = classOf(matcher.group(1), links, form == CLASS);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The question which page is meant. */
    public static Generation.Unclear question(String home, List<String> links) {
        Set<String> suggestions = new LinkedHashSet<>();
        suggestions.add(home.endsWith("/") || !Page.path(home).equals("/") ? home : home + "/");
        links.stream()
                .filter(link -> !Page.path(link).equals("/"))
                .limit(SUGGESTIONS - 3)
                .forEach(suggestions::add);
        for (String usual : USUAL) {
            if (suggestions.size() < SUGGESTIONS) {
                suggestions.add(resolved(home, usual));
            }
        }
        return new Generation.Unclear(
                "Re-send the same call with target_url set to one of the suggestions below (or any specific URL on your"
                        + " site where this change should apply).",
                List.of(new Question(
                        "target_url",
                        "Which page URL should this test target?",
                        "The prompt didn't include a URL and the service couldn't infer one from context (no 'homepage'"
                                + " / 'landing' hint either).",
                        Question.InputType.URL,
                        true,
                        new ArrayList<>(suggestions))));
    }

    private static Optional<String> ownUrl(String prompt, String home) {
        Matcher matcher = URL.matcher(prompt);
        while (matcher.find()) {
            // "Send the button to https://..." names a destination, not the page.
            String before = prompt.substring(0, matcher.start()).stripTrailing().toLowerCase(Locale.ROOT);
            String url = matcher.group().replaceAll("[.,;:!?]+$", "");
            if (Page.host(url).equals(Page.host(home)) && !before.matches("(?s).*\\b(to|with|into)$")) {
                return Optional.of(url);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> path(String prompt, String home) {
        String text = URL.matcher(unquoted(prompt)).replaceAll(" ");
        Matcher matcher = PATH.matcher(text);
        while (matcher.find()) {
            String before = text.substring(0, matcher.start()).stripTrailing().toLowerCase(Locale.ROOT);
            boolean place = before.endsWith("on")
                    || before.endsWith("at")
                    || before.endsWith("page")
                    || before.isEmpty()
                    || before.endsWith("in")
                    || before.endsWith("for")
                    || before.endsWith(":")
                    || before.endsWith("the");
            if (place && !matcher.group(1).contains("*")) {
                return Optional.of(resolved(home, matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> named(String lower, List<String> links) {
        Matcher matcher = NAMED.matcher(lower);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (NO_NAMES.contains(name)) {
                continue;
            }
            Optional<String> found =
                    links.stream().filter(link -> isCalled(link, name)).min(Comparator.comparingInt(String::length));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isCalled(String link, String name) {
        String path = Page.path(link).toLowerCase(Locale.ROOT).replaceAll("/+$", "");
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.[a-z]+$", "");
        return last.equals(name) || last.equals(name + "s") || (last + "s").equals(name) || last.startsWith(name + "-");
    }

    /** The pages below the first segment of that name; one deep if all known ones are. */
    private static Optional<String> classOf(String word, List<String> links, boolean certain) {
        if (EVERYWHERE.contains(word)) {
            return Optional.empty();
        }
        String singular = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        List<String> names = List.of(word, singular, singular + "s");
        List<String> below = links.stream()
                .map(Page::path)
                .filter(path -> {
                    String[] segments = path.split("/", -1);
                    return segments.length > 2 && names.contains(segments[1]) && !segments[2].isEmpty();
                })
                .toList();
        if (below.isEmpty()) {
            return certain ? Optional.of("/" + singular + "/*") : Optional.empty();
        }
        boolean deep =
                below.stream().anyMatch(path -> path.replaceAll("/+$", "").split("/", -1).length > 3);
        return Optional.of("/" + below.get(0).split("/", -1)[1] + (deep ? "/**" : "/*"));
    }

    private static Optional<String> example(String pattern, List<String> links) {
        UrlPattern wanted;
        try {
            wanted = UrlPattern.of(pattern);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return links.stream().filter(link -> wanted.matches(Page.path(link))).findFirst();
    }

    private static String unquoted(String prompt) {
        return Words.QUOTED.matcher(prompt).replaceAll(" ");
    }

    private static String resolved(String home, String path) {
        try {
            return URI.create(home).resolve(path).toString();
        } catch (IllegalArgumentException e) {
            return home;
        }
    }
}
