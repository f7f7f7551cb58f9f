package io.splitstream.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.page.Page;
import io.splitstream.api.page.PageBounds;
import io.splitstream.api.site.experiment.ChangeRules;
import io.splitstream.api.site.experiment.PageChange;
import io.splitstream.contracts.site.Mutation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Twelve pages of different kinds, and what people may want of them. Each change has to select exactly the one element
 * that is meant, or something has to be asked.
 */
class RuleGeneratorTest {
    private static final Logger LOG = LoggerFactory.getLogger(RuleGeneratorTest.class);
    private static final int FEWEST_PAGES = 12;
    private static final int FEWEST_PROMPTS = 40;

    private final RuleGenerator generator = new RuleGenerator();

    private record Case(String page, String prompt, String expected) {}

    @Test
    void prompts_changeExactlyWhatIsMeant_orAsk() throws IOException {
        List<String> faults = new ArrayList<>();
        List<Case> cases = cases();
        int changes = 0;
        int asked = 0;
        for (Case one : cases) {
            Page page = page(one.page());
            Generation generation = generator.generate(page, one.prompt());
            String got = described(page, generation, one.expected(), faults, one.prompt());
            if (!got.equals(one.expected())) {
                faults.add(one.page() + ": " + one.prompt() + "\n  meant " + one.expected() + "\n  got   " + got
                        + "\n  " + generation);
            }
            if (generation instanceof Generation.Variant variant) {
                changes += variant.changes().size();
            } else {
                asked++;
            }
        }
        LOG.info(
                "{} pages, {} prompts: {} changes, {} questions, {} not as meant",
                cases.stream().map(Case::page).distinct().count(),
                cases.size(),
                changes,
                asked,
                faults.size());
        assertThat(faults).isEmpty();
        assertThat(new TreeSet<>(cases.stream().map(Case::page).toList())).hasSizeGreaterThanOrEqualTo(FEWEST_PAGES);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(FEWEST_PROMPTS);
    }

    @Test
    void variant_saysWhatWasAssumed_andWhatToMeasure() throws IOException {
        Generation generation = generator.generate(
                page("landing"),
                "Change the hero price from $99 to $499 and update the CTA to https://buy.stripe.com/pro");

        assertThat(generation).isInstanceOfSatisfying(Generation.Variant.class, variant -> {
            assertThat(variant.changes().get(0).mutation().payload()).isEqualTo("$499");
            assertThat(variant.changes().get(1).mutation().payload()).isEqualTo("https://buy.stripe.com/pro");
            assertThat(variant.goals().get(0).name()).isEqualTo("Clicks on Get started");
            assertThat(variant.assumptions()).anyMatch(text -> text.contains("“CTA”") || text.contains("“the CTA”"));
            assertThat(variant.hypothesis()).isNotBlank();
        });
    }

    @Test
    void payloads_neverRunAnything_whateverThePromptSays() throws IOException {
        for (String words : List.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=javascript:alert(1)>x</a>",
                "\\\"><svg onload=x>")) {
            for (String prompt : List.of(
                    "Change the headline to " + words,
                    "Change the headline to '" + words + "'",
                    "Add \"" + words.replace("\"", "") + "\" below the headline",
                    "Replace \"Get started\" with '" + words + "'",
                    "Change the CTA to javascript:alert(1)",
                    "Set the alt text of the hero image to '" + words + "'")) {
                Generation generation = generator.generate(page("landing"), prompt);
                if (generation instanceof Generation.Variant variant) {
                    assertThat(variant.changes()).as(prompt).allMatch(change -> ChangeRules.problem(change.mutation())
                            .isEmpty());
                    assertThat(variant.changes())
                            .as(prompt)
                            .filteredOn(change -> change.mutation().attributeName() == null)
                            .extracting(change -> change.mutation().payload())
                            .noneMatch(payload -> payload.matches("(?s).*<(?:script|svg|img src=x).*"));
                }
            }
        }
    }

    @Test
    void change_thatBrowsersMayNotBeTold_isAskedAbout() {
        Page page = Page.read(
                "https://a.example/",
                "<h1>Hi</h1><div id=reviews><iframe src=/r></iframe></div><div id=plans onclick='x()'><p>Plans</p></div>"
                        + "<a class=btn href=/buy>Buy</a><section id=pricing><h2>Pricing</h2></section>"
                        + "<p>Was <b onclick='y()'>a</b> lot</p>");

        for (String prompt : List.of(
                "Replace \"lot\" with \"bit\"",
                "Change the headline to \"a\u0085b\"",
                "Redirect visitors to mailto:a@b.example")) {
            assertThat(generator.generate(page, prompt))
                    .as(prompt)
                    .isInstanceOfSatisfying(Generation.Unclear.class, unclear -> assertThat(
                                    unclear.questions().get(0).reason())
                            .startsWith("The change does not hold: "));
        }
    }

    @Test
    void nameWithLineEnd_isNotSelectedBy() {
        Page page = Page.read("https://a.example/", "<h1>Hi</h1><button aria-label='Buy\nnow'>Go</button>");

        assertThat(generator.generate(page, "Make the button \"Go\" green"))
                .isInstanceOfSatisfying(Generation.Variant.class, variant -> assertThat(
                                variant.changes().get(0).mutation().selector())
                        .isEqualTo("button"));
    }

    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void promptsAndPagesMadeToBeSlow_areReadAtOnce() throws IOException {
        String blanks = " ".repeat(3_900);
        for (String prompt : List.of(
                "Make" + blanks + "x",
                "Make " + " \n".repeat(1_900) + "x",
                "Change the alt" + blanks + "x",
                "Point" + blanks + "x",
                "Move a" + blanks + "x",
                "Set the " + "size of ".repeat(100) + "1".repeat(3_000) + "x")) {
            assertThat(generator.generate(page("landing"), prompt)).isInstanceOf(Generation.Unclear.class);
        }
        Page digits = Page.read("https://a.example/", "<p>" + "1".repeat(1_000_000) + "</p>");
        assertThat(generator.generate(digits, "Change the price to $9")).isInstanceOf(Generation.Unclear.class);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void largePages_areLookedAtInSeconds() {
        StringBuilder deep = new StringBuilder("<h1>Hi</h1>").append("<div class=row>".repeat(150));
        for (int i = 0; i < 5_000; i++) {
            deep.append("<a href=/")
                    .append(i)
                    .append(" class=btn>Buy ")
                    .append(i)
                    .append("</a>");
        }
        Page page = Page.read("https://a.example/", deep.toString());
        assertThat(PageBounds.problem(page.document())).isEmpty();

        for (String prompt : List.of(
                "Make the primary hero call to action button green",
                "Replace \"Buy 7\" with \"Get 7\"",
                "Hide the wholly unknown section of it all")) {
            assertThat(generator.generate(page, prompt)).as(prompt).isNotNull();
        }
    }

    @Test
    void quotedText_keepsItsBlanks() throws IOException {
        assertThat(generator.generate(page("landing"), "Change  the\theadline  to \"Work  less\""))
                .isInstanceOfSatisfying(Generation.Variant.class, variant -> assertThat(
                                variant.changes().get(0).mutation().payload())
                        .isEqualTo("Work  less"));
    }

    /** What was generated, in the words of the list; the element meant is what its selector selects. */
    private static String described(
            Page page, Generation generation, String expected, List<String> faults, String prompt) {
        if (!(generation instanceof Generation.Variant variant)) {
            return "ask";
        }
        if (variant.redirectUrl() != null) {
            return "redirect";
        }
        String[] meant = expected.split(" ; ", -1);
        List<String> described = new ArrayList<>();
        for (int i = 0; i < variant.changes().size(); i++) {
            PageChange change = variant.changes().get(i);
            Mutation mutation = change.mutation();
            var selected = page.document().select(mutation.selector());
            if (selected.size() != 1) {
                faults.add(prompt + ": " + mutation.selector() + " selects " + selected.size());
                continue;
            }
            String selector = i < meant.length && meant[i].contains("@") ? meant[i].split("@", 2)[1] : "";
            boolean same = !selector.isEmpty()
                    && page.document().select(selector).size() == 1
                    && Objects.equals(page.document().selectFirst(selector), selected.get(0));
            described.add(mutation.action().word() + "@" + (same ? selector : mutation.selector()));
        }
        return String.join(" ; ", described);
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : text("/generation/prompts.txt").split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" \\| ", 3);
                cases.add(new Case(parts[0].strip(), parts[1].strip(), parts[2].strip()));
            }
        }
        return cases;
    }

    private static Page page(String name) throws IOException {
        return Page.read("https://" + name + ".example/", text("/generation/pages/" + name + ".html"));
    }

    private static String text(String resource) throws IOException {
        try (InputStream stream = Objects.requireNonNull(RuleGeneratorTest.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
