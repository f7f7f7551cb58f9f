package io.splitstream.api.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What a page is made with, as far as it tells. Those that run whole sites come first. */
@SuppressWarnings("ImmutableEnumChecker") // patterns are immutable
public enum Technology {
    SHOPIFY("Shopify", Kind.SYSTEM, "shopify"),
    WOOCOMMERCE("WooCommerce", Kind.SYSTEM, "woocommerce"),
    WORDPRESS("WordPress", Kind.SYSTEM, "wordpress|/wp-(content|includes)/"),
    WEBFLOW("Webflow", Kind.SYSTEM, "webflow"),
    WIX("Wix", Kind.SYSTEM, "wix\\.com|wixstatic\\.com|parastorage\\.com"),
    SQUARESPACE("Squarespace", Kind.SYSTEM, "squarespace"),
    MAGENTO("Magento", Kind.SYSTEM, "magento|/static/version\\d+/frontend/"),
    BIGCOMMERCE("BigCommerce", Kind.SYSTEM, "bigcommerce"),
    DRUPAL("Drupal", Kind.SYSTEM, "drupal"),
    GHOST("Ghost", Kind.SYSTEM, "^ghost \\d|/ghost/"),
    HUBSPOT("HubSpot", Kind.SYSTEM, "hubspot|hs-scripts\\.com"),
    FRAMER("Framer", Kind.SYSTEM, "framer"),
    NEXT("Next.js", Kind.FRAMEWORK, "/_next/|__next"),
    NUXT("Nuxt", Kind.FRAMEWORK, "/_nuxt/|__nuxt"),
    GATSBY("Gatsby", Kind.FRAMEWORK, "gatsby"),
    ASTRO("Astro", Kind.FRAMEWORK, "^astro v|/_astro/"),
    HUGO("Hugo", Kind.FRAMEWORK, "^hugo \\d"),
    REACT("React", Kind.LIBRARY, "react(-dom)?[.@/-]|data-reactroot"),
    VUE("Vue", Kind.LIBRARY, "vue([.@/-]|\\.global)"),
    ANGULAR("Angular", Kind.LIBRARY, "ng-version"),
    BOOTSTRAP("Bootstrap", Kind.LIBRARY, "bootstrap[.@/-]"),
    TAILWIND("Tailwind CSS", Kind.LIBRARY, "tailwind"),
    JQUERY("jQuery", Kind.LIBRARY, "jquery[.@/-]"),
    STRIPE("Stripe", Kind.LIBRARY, "js\\.stripe\\.com|(buy|checkout)\\.stripe\\.com");

    private static final int MOST_MARKS = 2_000;

    private final String label;
    private final Kind kind;
    private final Pattern mark;

    Technology(String label, Kind kind, String mark) {
        this.label = label;
        this.kind = kind;
        this.mark = Pattern.compile(mark);
    }

    private enum Kind {
        SYSTEM,
        FRAMEWORK,
        LIBRARY
    }

    /** As it calls itself. */
    public String label() {
        return label;
    }

    /** All that a page shows. */
    public static List<Technology> of(Page page) {
        List<String> marks = marks(page);
        return Arrays.stream(values())
                .filter(technology -> marks.stream()
                        .anyMatch(text -> technology.mark.matcher(text).find()))
                .toList();
    }

    /** The word for what a site is built with: a system for sites, else a framework, else {@code custom}. */
    public static String platform(List<Technology> found) {
        Optional<Technology> system = found.stream()
                .filter(technology -> technology.kind != Kind.LIBRARY)
                .findFirst();
        return system.map(technology ->
                        technology == NEXT ? "nextjs" : technology.name().toLowerCase(Locale.ROOT))
                .orElse("custom");
    }

    private static List<String> marks(Page page) {
        return page
                .document()
                .select("meta[name=generator],script[src],link[href],a[href*=stripe.com],body,#__next,#__nuxt,"
                        + "[data-reactroot],[ng-version]")
                .stream()
                .limit(MOST_MARKS)
                .map(Technology::mark)
                .toList();
    }

    private static String mark(Element element) {
        String text =
                switch (element.normalName()) {
                    case "meta" -> element.attr("content");
                    case "script" -> element.attr("src");
                    case "link", "a" -> element.attr("href");
                    default ->
                        element.id() + " " + element.className() + " "
                                + element.attributes().html();
                };
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
