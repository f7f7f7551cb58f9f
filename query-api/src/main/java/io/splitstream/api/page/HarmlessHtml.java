package io.splitstream.api.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** What HTML and CSS may hold that is put into users' pages: nothing that runs, loads documents or sends forms away. */
public final class HarmlessHtml {
    private static final Set<String> FORBIDDEN = Set.of(
            "script",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "base",
            "meta",
            "link",
            "template",
            "noscript",
            "portal",
            "foreignobject",
            "animate",
            "animatemotion",
            "animatetransform",
            "set",
            "use");
    private static final Set<String> ADDRESSES = Set.of(
            "href",
            "src",
            "action",
            "formaction",
            "xlink:href",
            "poster",
            "background",
            "data",
            "ping",
            "cite",
            "longdesc",
            "manifest");

    /** What runs scripts from style sheets, in some browser or other, or loads more of them. */
    private static final Pattern BAD_CSS = Pattern.compile(
            "expression\\s*\\(|behaviou?r\\s*:|-moz-binding|@import|javascript:|vbscript:|[<>{}\\\\]|/\\*");

    private HarmlessHtml() {}

    /** What is wrong with HTML; empty if nothing is. */
    public static Optional<String> problemOfHtml(String html) {
        for (Element element : Jsoup.parseBodyFragment(html).body().getAllElements()) {
            String name = element.normalName();
            if (FORBIDDEN.contains(name)) {
                return Optional.of("an element " + name + " (expected: none that runs or loads anything)");
            }
            for (Attribute attribute : element.attributes()) {
                Optional<String> problem = problemOfAttribute(attribute.getKey(), attribute.getValue());
                if (problem.isPresent()) {
                    return problem;
                }
            }
            if (name.equals("style")
                    && BAD_CSS.matcher(lower(element.data()).replaceAll("[{}]", ""))
                            .find()) {
                return Optional.of("a style sheet that may run or load something");
            }
        }
        return Optional.empty();
    }

    /**
     * Whether an element runs or loads what its attributes and its content say. None of that is to be changed: what is
     * harmless by itself, such as a type and then an address, is a script together.
     */
    public static boolean runsOrLoads(Element element) {
        return element.normalName().equals("style") || FORBIDDEN.contains(element.normalName());
    }

    /** What is wrong with an attribute; empty if nothing is. */
    public static Optional<String> problemOfAttribute(String attribute, String value) {
        String name = lower(attribute);
        if (name.startsWith("on") || name.equals("srcdoc")) {
            return Optional.of("an attribute " + attribute + " (expected: none that runs a script)");
        }
        boolean address = ADDRESSES.contains(name) || name.equals("srcset");
        if (address && addresses(name, value).stream().anyMatch(HarmlessHtml::runs)) {
            return Optional.of("an address in " + attribute + " that runs a script");
        }
        return name.equals("style") ? problemOfCss(value) : Optional.empty();
    }

    /** What is wrong with CSS declarations; empty if nothing is. */
    public static Optional<String> problemOfCss(String declarations) {
        return BAD_CSS.matcher(lower(declarations)).find()
                ? Optional.of("CSS that may run or load something (expected: plain declarations)")
                : Optional.empty();
    }

    private static List<String> addresses(String name, String value) {
        return name.equals("srcset") ? List.of(value.split(",", -1)) : List.of(value);
    }

    /** Browsers leave out blanks and control characters before they look for the scheme. */
    private static boolean runs(String address) {
        String bare = lower(address.replaceAll("[\\x00-\\x20]", ""));
        return bare.startsWith("javascript:")
                || bare.startsWith("vbscript:")
                || (bare.startsWith("data:") && !bare.startsWith("data:image/"))
                || bare.startsWith("data:image/svg");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
