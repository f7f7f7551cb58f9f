package io.splitstream.api.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector.SelectorParseException;

/**
 * CSS selectors that select one element of a page: by its id, by what marks it for tests, by its classes, else by where
 * it stands. Only what browsers know too; what looks made by a machine anew each time is not relied on.
 */
public final class Selectors {
    private static final Pattern PLAIN = Pattern.compile("-?[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern MADE =
            Pattern.compile(".*\\d{4,}.*|.*[0-9a-f]{8,}.*|css-.*|sc-.*|jsx-.*|.*__[A-Za-z0-9]{5,}$");
    private static final List<String> MARKS = List.of("data-testid", "data-test", "name", "aria-label");
    private static final int MOST_CLASSES = 3;
    /** How many elements around one are tried, each of which costs some searches of the whole page. */
    private static final int MOST_AROUND = 20;

    private Selectors() {}

    /** A selector of an element, the shortest of what is looked at. */
    public static String of(Element element) {
        String name = element.normalName();
        if (name.equals("body") || name.equals("html") || name.equals("head")) {
            return name;
        }
        return simple(element).or(() -> belowAncestor(element)).orElseGet(() -> path(element));
    }

    /** How many elements of a page a selector selects; empty if it is none. */
    public static Optional<Integer> count(Document document, String selector) {
        try {
            return Optional.of(document.select(selector).size());
        } catch (SelectorParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> simple(Element element) {
        return own(element).stream()
                .filter(selector -> selectsOne(element, selector))
                .findFirst();
    }

    /** The element's own marks, below the nearest element around it that can be told by its own. */
    private static Optional<String> belowAncestor(Element element) {
        int tried = 0;
        for (Element ancestor = element.parent();
                ancestor != null && !ancestor.normalName().equals("body") && tried < MOST_AROUND;
                ancestor = ancestor.parent()) {
            tried++;
            Optional<String> around = simple(ancestor);
            if (around.isPresent()) {
                String prefix = around.get() + " ";
                Optional<String> found = own(element).stream()
                        .map(own -> prefix + own)
                        .filter(selector -> selectsOne(element, selector))
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> own(Element element) {
        List<String> selectors = new ArrayList<>();
        String name = element.normalName();
        if (isReliable(element.id())) {
            selectors.add("#" + element.id());
        }
        for (String mark : MARKS) {
            String value = element.attr(mark);
            if (isQuotable(value)) {
                selectors.add(name + "[" + mark + "=\"" + value + "\"]");
            }
        }
        StringBuilder classes = new StringBuilder(name);
        element.classNames().stream()
                .filter(Selectors::isReliable)
                .limit(MOST_CLASSES)
                .forEach(one -> {
                    selectors.add(name + "." + one);
                    classes.append('.').append(one);
                });
        selectors.add(classes.toString());
        selectors.add(name);
        return selectors;
    }

    private static String path(Element element) {
        StringBuilder path = new StringBuilder();
        int tried = 0;
        for (Element step = element; step != null; step = step.parent()) {
            String name = step.normalName();
            if (name.equals("body") || name.equals("html")) {
                return name + path;
            }
            if (!step.equals(element) && tried < MOST_AROUND) {
                tried++;
                Optional<String> anchor = simple(step);
                if (anchor.isPresent()) {
                    return anchor.get() + path;
                }
            }
            path.insert(0, " > " + name + ":nth-of-type(" + ordinal(step) + ")");
        }
        return path.substring(3);
    }

    private static int ordinal(Element element) {
        int ordinal = 1;
        for (Element before = element.previousElementSibling();
                before != null;
                before = before.previousElementSibling()) {
            if (before.normalName().equals(element.normalName())) {
                ordinal++;
            }
        }
        return ordinal;
    }

    private static boolean isQuotable(String value) {
        return !value.isEmpty()
                && value.length() <= 60
                && value.chars().noneMatch(unit -> unit == '"' || unit == '\\' || Character.isISOControl(unit));
    }

    private static boolean isReliable(String word) {
        return word.length() <= 60
                && PLAIN.matcher(word).matches()
                && !MADE.matcher(word).matches();
    }

    private static boolean selectsOne(Element element, String selector) {
        Document document = element.ownerDocument();
        if (document == null) {
            return false;
        }
        List<Element> selected = document.select(selector);
        return selected.size() == 1 && selected.get(0).equals(element);
    }
}
