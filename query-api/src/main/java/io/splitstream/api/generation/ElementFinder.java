package io.splitstream.api.generation;

import io.splitstream.api.page.Page;
import io.splitstream.api.page.Selectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds on a page what people mean by their words. Pure; made for one page, and confined to one thread: what it has
 * found out about an element it knows from then on, for the same is asked of many elements, and of one many times.
 */
final class ElementFinder {
    private static final Map<String, Integer> ORDINALS = new TreeMap<>(
            Map.of("first", 0, "second", 1, "third", 2, "fourth", 3, "last", -1, "1st", 0, "2nd", 1, "3rd", 2));
    private static final Set<String> PRIMARY = Set.of("main", "primary", "cta", "hero", "top");
    private static final Pattern ACTION = Pattern.compile(
            "(?i)\\b(buy|order|start|try|get|sign up|signup|subscribe|book|join|add to (cart|bag|basket)|checkout|shop|donate|"
                    + "request|download|register|contact|apply|submit|continue|upgrade|create|see plans|demo)\\b");
    private static final Pattern SEEN_AS_BUTTON = Pattern.compile("(?i)(btn|button|cta)");
    private static final Pattern HEADING = Pattern.compile("h[1-6]|legend|summary|header");
    private static final List<String> MARKS =
            List.of("id", "class", "name", "aria-label", "alt", "placeholder", "type", "data-testid");
    private static final List<String> HEROES = List.of("hero", "masthead", "jumbotron");
    private static final int MOST_CHOICES = 8;
    private static final int MOST_SMALL = 200;

    private static final int MOST_WORDS = 12;

    private final Page page;
    private final @Nullable Element mainHeading;
    private final @Nullable Element aroundMainHeading;
    private final boolean heroIsCalled;
    private final Map<String, List<Element>> visible = new HashMap<>();
    private final IdentityHashMap<Element, Set<String>> marks = new IdentityHashMap<>();
    private final IdentityHashMap<Element, Set<String>> headings = new IdentityHashMap<>();
    private final IdentityHashMap<Element, Boolean> heroes = new IdentityHashMap<>();
    private final IdentityHashMap<Element, Integer> prominences = new IdentityHashMap<>();
    private final IdentityHashMap<Element, String> selectors = new IdentityHashMap<>();
    private final IdentityHashMap<Element, String> labels = new IdentityHashMap<>();

    ElementFinder(Page page) {
        this.page = page;
        this.mainHeading = page.document().selectFirst("h1");
        this.aroundMainHeading = mainHeading == null ? null : mainHeading.closest("section,header,div");
        this.heroIsCalled = !page.document()
                .select("[class*=hero],[id*=hero],[class*=masthead],[class*=jumbotron]")
                .isEmpty();
    }

    /** What was found. */
    sealed interface Found {
        /** It is this one. */
        record One(Element element) implements Found {}

        /** It may be one of these. */
        record Several(List<Element> elements) implements Found {}

        /** There is nothing of the sort. */
        record Nothing() implements Found {}
    }

    /** The element that a phrase means, such as "the pro plan's button" or "the hero headline". */
    Found find(String phrase) {
        Matcher quoted = Words.QUOTED.matcher(phrase);
        Optional<Role> role = Role.of(Words.QUOTED.matcher(phrase).replaceAll(" "));
        if (quoted.find()) {
            return byText(Words.inside(quoted), role);
        }
        List<String> words = new ArrayList<>(
                Words.telling(role.map(known -> known.without(phrase)).orElse(phrase)));
        Optional<Integer> ordinal =
                words.stream().filter(ORDINALS::containsKey).findFirst().map(ORDINALS::get);
        words.removeIf(ORDINALS::containsKey);
        if (role.isEmpty()) {
            return words.isEmpty() ? new Found.Nothing() : withoutRole(String.join(" ", words), words);
        }
        List<Element> candidates = candidates(role.get());
        boolean subheading = role.get() == Role.SUBHEADING && words.stream().allMatch(PRIMARY::contains);
        if (subheading) {
            return subheading(candidates);
        }
        return choose(role.get(), candidates, words, ordinal);
    }

    /** The smallest element that has a text. */
    Found byText(String text, Optional<Role> role) {
        String wanted = folded(text);
        List<Element> exact = visible("*").stream()
                .filter(element -> foldedLabel(element).equals(wanted))
                .filter(element -> element.children().stream()
                        .noneMatch(child -> foldedLabel(child).equals(wanted)))
                .toList();
        List<Element> found = exact.isEmpty()
                ? visible("*").stream()
                        .filter(element -> folded(element.ownText()).contains(wanted)
                                || folded(element.attr("placeholder")).contains(wanted)
                                || folded(element.attr("alt")).contains(wanted))
                        .toList()
                : exact;
        if (found.isEmpty()) {
            found = visible("*").stream()
                    .filter(element -> folded(element.text()).contains(wanted))
                    .filter(element -> element.children().stream()
                            .noneMatch(child -> folded(child.text()).contains(wanted)))
                    .toList();
        }
        if (role.isPresent() && found.size() > 1) {
            Set<Element> ofRole = new HashSet<>(candidates(role.get()));
            List<Element> narrowed = found.stream()
                    .filter(element -> ofRole.contains(element)
                            || element.parents().stream().anyMatch(ofRole::contains))
                    .toList();
            found = narrowed.isEmpty() ? found : narrowed;
        }
        return decided(inContent(found));
    }

    /** Elements whose own text shows a price. */
    List<Element> prices() {
        return visible("*").stream()
                .filter(element -> Words.PRICE.matcher(element.ownText()).find())
                .toList();
    }

    /** The calls to action, the most prominent first. */
    List<Element> calls() {
        return candidates(Role.CTA).stream()
                .filter(element -> prominence(element) > 0)
                .sorted(Comparator.comparingInt((Element element) -> -prominence(element)))
                .toList();
    }

    /** A selector of an element. */
    String selector(Element element) {
        return selectors.computeIfAbsent(element, Selectors::of);
    }

    /** What an element is called when asked about. */
    static String label(Element element) {
        String text = Words.squeezed(element.text());
        if (text.isEmpty()) {
            for (String attribute : List.of("value", "alt", "aria-label", "placeholder", "name", "id")) {
                if (!element.attr(attribute).isBlank()) {
                    return Words.squeezed(element.attr(attribute));
                }
            }
        }
        return text.length() > 80 ? text.substring(0, 79) + "…" : text;
    }

    private Found withoutRole(String phrase, List<String> words) {
        List<Element> marked = visible("*").stream()
                .filter(element -> words.stream().allMatch(word -> isMarked(element, word)))
                .filter(element -> element.parents().stream()
                        .noneMatch(around -> words.stream().allMatch(word -> isMarked(around, word))))
                .toList();
        if (marked.size() == 1) {
            return new Found.One(marked.get(0));
        }
        Found byText = byText(phrase, Optional.empty());
        return byText instanceof Found.Nothing
                ? choose(Role.SECTION, candidates(Role.SECTION), words, Optional.empty())
                : byText;
    }

    private Found choose(Role role, List<Element> candidates, List<String> words, Optional<Integer> ordinal) {
        List<Element> matching = words.isEmpty() ? candidates : best(role, candidates, words);
        if (matching.isEmpty()) {
            return new Found.Nothing();
        }
        if (ordinal.isPresent()) {
            int at = ordinal.get() < 0 ? matching.size() - 1 : ordinal.get();
            return at < matching.size() ? new Found.One(matching.get(at)) : new Found.Nothing();
        }
        if (matching.size() == 1) {
            return new Found.One(matching.get(0));
        }
        return switch (role) {
            case HEADING -> decided(firstRank(matching));
            case CTA -> prominent(matching);
            case HERO, NAVIGATION, FOOTER, HEADER, BANNER, SIDEBAR, VIDEO, FORM ->
                decided(outermost(inContent(matching)));
            case SECTION -> decided(outermost(matching));
            default -> decided(inContent(matching));
        };
    }

    /** Those that fit the most of the words; none if no word fits. */
    private List<Element> best(Role role, List<Element> candidates, List<String> words) {
        int most = 0;
        List<Element> best = new ArrayList<>();
        List<String> first = words.stream().limit(MOST_WORDS).toList();
        for (Element candidate : candidates) {
            String text = candidate.text();
            Set<String> parts = text.length() <= MOST_SMALL || role == Role.SECTION ? Words.parts(text) : Set.of();
            int fit =
                    first.stream().mapToInt(word -> fit(candidate, parts, word)).sum();
            if (fit > most) {
                most = fit;
                best.clear();
            }
            if (fit == most && fit > 0) {
                best.add(candidate);
            }
        }
        return best;
    }

    private int fit(Element element, Set<String> text, String word) {
        if (isMarked(element, word)) {
            return 4;
        }
        if (text.stream().anyMatch(part -> Words.alike(part, word))) {
            return 3;
        }
        if (word.equals("hero") || word.equals("top")) {
            return isInHero(element) ? 2 : 0;
        }
        if (PRIMARY.contains(word)) {
            return prominence(element) > 3 || element.normalName().equals("h1") ? 1 : 0;
        }
        int depth = 0;
        for (Element around = element.parent(); around != null && depth < 5; around = around.parent()) {
            if (around.normalName().equals("body")) {
                break;
            }
            if (isMarked(around, word) || isHeaded(around, word)) {
                return 2;
            }
            depth++;
        }
        return 0;
    }

    private boolean isHeaded(Element around, String word) {
        return headings.computeIfAbsent(around, ElementFinder::headingsOf).stream()
                .anyMatch(part -> Words.alike(part, word));
    }

    private static Set<String> headingsOf(Element around) {
        return around.children().stream()
                .filter(child -> HEADING.matcher(child.normalName()).matches())
                .flatMap(child -> Words.parts(child.text()).stream())
                .collect(Collectors.toSet());
    }

    private boolean isMarked(Element element, String word) {
        return element.normalName().equals(word)
                || marks.computeIfAbsent(element, ElementFinder::marksOf).stream()
                        .anyMatch(part -> Words.alike(part, word));
    }

    private static Set<String> marksOf(Element element) {
        return MARKS.stream()
                .map(element::attr)
                .filter(value -> !value.isEmpty())
                .flatMap(value -> Words.parts(value).stream())
                .collect(Collectors.toSet());
    }

    private boolean isInHero(Element element) {
        if (isBelow(element, around -> heroes.computeIfAbsent(around, this::isHero))) {
            return true;
        }
        // Without anything called so, the hero is what holds the first main heading.
        return !heroIsCalled
                && (element.equals(mainHeading) || isBelow(element, around -> around.equals(aroundMainHeading)));
    }

    private boolean isHero(Element element) {
        return HEROES.stream().anyMatch(word -> isMarked(element, word));
    }

    private static boolean isBelow(Element element, Predicate<Element> wanted) {
        for (Element around = element.parent(); around != null; around = around.parent()) {
            if (wanted.test(around)) {
                return true;
            }
        }
        return false;
    }

    private Found subheading(List<Element> candidates) {
        Element next = mainHeading == null ? null : mainHeading.nextElementSibling();
        return next != null && candidates.contains(next) ? new Found.One(next) : decided(candidates);
    }

    private Found prominent(List<Element> matching) {
        int most = matching.stream().mapToInt(this::prominence).max().orElse(0);
        return decided(
                matching.stream().filter(element -> prominence(element) == most).toList());
    }

    /** How much an element calls for action; 0 for one that does not. */
    int prominence(Element element) {
        return prominences.computeIfAbsent(element, this::prominenceOf);
    }

    private int prominenceOf(Element element) {
        if (!element.is(Role.CTA.selector())) {
            return 0;
        }
        String marks = element.className() + " " + element.id();
        boolean button = !element.normalName().equals("a")
                || SEEN_AS_BUTTON.matcher(marks).find();
        boolean acts = ACTION.matcher(label(element)).find();
        int weight = (button ? 3 : 0) + (acts ? 2 : 0);
        if (weight == 0) {
            return 0;
        }
        weight += Words.parts(marks).stream().anyMatch(Set.of("primary", "cta", "main", "hero")::contains) ? 3 : 0;
        weight += isInHero(element) ? 2 : 0;
        boolean aside = element.closest("nav,footer,aside,header") != null && !isInHero(element);
        return Math.max(1, weight - (aside ? 4 : 0));
    }

    private static List<Element> firstRank(List<Element> headings) {
        String highest = headings.stream()
                .map(Element::normalName)
                .min(Comparator.naturalOrder())
                .orElse("h1");
        List<Element> first = headings.stream()
                .filter(heading -> heading.normalName().equals(highest))
                .toList();
        return highest.equals("h1") && first.size() > 1 ? List.of(first.get(0)) : first;
    }

    private static List<Element> outermost(List<Element> elements) {
        Set<Element> all = new HashSet<>(elements);
        return elements.stream()
                .filter(element -> element.parents().stream().noneMatch(all::contains))
                .toList();
    }

    /** Those in the content, if there is any there. */
    private static List<Element> inContent(List<Element> found) {
        List<Element> content = found.stream()
                .filter(element -> element.closest("nav,footer,aside") == null)
                .toList();
        return content.isEmpty() ? found : content;
    }

    private static Found decided(List<Element> elements) {
        if (elements.isEmpty()) {
            return new Found.Nothing();
        }
        return elements.size() == 1
                ? new Found.One(elements.get(0))
                : new Found.Several(elements.stream().limit(MOST_CHOICES).toList());
    }

    private List<Element> candidates(Role role) {
        return role == Role.PRICE
                ? prices()
                : role == Role.BODY ? List.of(page.document().body()) : visible(role.selector());
    }

    private List<Element> visible(String selector) {
        return visible.computeIfAbsent(selector, this::visibleOf);
    }

    private List<Element> visibleOf(String selector) {
        return page.document().body().select(selector).stream()
                .filter(element -> !element.equals(page.document().body()))
                .filter(element -> element.closest("script,style,template,noscript,[hidden],[type=hidden]") == null)
                .toList();
    }

    private String foldedLabel(Element element) {
        return labels.computeIfAbsent(element, one -> folded(label(one)));
    }

    private static String folded(String text) {
        return Words.squeezed(text).toLowerCase(Locale.ROOT).replace('’', '\'');
    }
}
