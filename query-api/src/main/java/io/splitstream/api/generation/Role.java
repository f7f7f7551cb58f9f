package io.splitstream.api.generation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people call parts of pages, and which elements those may be. What says more stands first. */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy that refuses changes
enum Role {
    SUBHEADING(
            "h2,h3,p.lead,p[class*=sub],p[class*=tagline],h1 + p",
            "subheadline",
            "subheading",
            "subtitle",
            "tagline",
            "sub-headline",
            "sub-heading",
            "strapline"),
    HEADING("h1,h2,h3,h4", "headline", "heading", "title", "header text", "h1", "h2"),
    FIELD(
            "input:not([type=hidden]):not([type=submit]):not([type=button]),textarea,select",
            "field",
            "input",
            "box",
            "textbox",
            "dropdown"),
    CTA(
            "a[href],button,input[type=submit],input[type=button],[role=button]",
            "cta",
            "call to action",
            "call-to-action",
            "button",
            "buttons"),
    LINK("a[href]", "link", "hyperlink", "menu item", "nav item"),
    IMAGE("img", "image", "picture", "photo", "logo", "img", "illustration", "banner image"),
    PRICE("*", "price", "pricing amount", "cost"),
    FORM("form", "form"),
    NAVIGATION("nav,[role=navigation],header ul", "navigation", "nav", "menu", "navbar"),
    FOOTER("footer,[role=contentinfo]", "footer"),
    SIDEBAR("aside,[class*=sidebar]", "sidebar", "aside"),
    BANNER(
            "[class*=banner],[id*=banner],[class*=announcement],[role=banner],[class*=notice]",
            "banner",
            "announcement bar",
            "announcement",
            "notice"),
    VIDEO("video,[class*=video]", "video"),
    PARAGRAPH("p,li,blockquote", "paragraph", "description", "intro", "sentence", "line", "quote"),
    HERO("[class*=hero],[id*=hero],[class*=jumbotron],[class*=masthead]", "hero", "hero section", "hero area"),
    SECTION(
            "section,article,div[id],div[class],ul,ol,table,aside,details,dl",
            "section",
            "block",
            "area",
            "card",
            "list",
            "table",
            "grid",
            "carousel",
            "testimonials",
            "reviews",
            "faq",
            "features",
            "plan",
            "box"),
    HEADER("header", "header", "page header", "top bar"),
    BODY("body", "page", "body", "background", "whole page");

    private final String selector;
    private final List<String> names;

    Role(String selector, String... names) {
        this.selector = selector;
        this.names = List.of(names);
    }

    /** Which elements it may be. */
    String selector() {
        return selector;
    }

    /** The role that the last words of a phrase name, for "the button of the hero form" is a button. */
    static Optional<Role> of(String phrase) {
        String head = phrase.toLowerCase(Locale.ROOT)
                .split("\\b(?:of|in|on|inside|within|at|for|under|that|which|saying|with)\\b", 2)[0];
        return named(head).or(() -> named(phrase.toLowerCase(Locale.ROOT)));
    }

    /** The phrase without what names the role. */
    String without(String phrase) {
        String rest = " " + phrase.toLowerCase(Locale.ROOT) + " ";
        for (String name : names) {
            if (this != SECTION
                    || List.of("section", "block", "area", "card", "box", "list")
                            .contains(name)) {
                rest = rest.replaceAll("\\b" + Pattern.quote(name) + "\\b", " ");
            }
        }
        return rest.strip();
    }

    private static Optional<Role> named(String text) {
        return Arrays.stream(values()).filter(role -> lastEnd(role, text) > 0).max((one, other) -> {
            int byPlace = Integer.compare(lastEnd(one, text), lastEnd(other, text));
            return byPlace != 0 ? byPlace : other.compareTo(one);
        });
    }

    /** Where the last of its names ends in a text; 0 if there is none. */
    private static int lastEnd(Role role, String text) {
        int end = 0;
        for (String name : role.names) {
            Matcher matcher =
                    Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text);
            while (matcher.find()) {
                end = Math.max(end, matcher.end());
            }
        }
        return end;
    }
}
