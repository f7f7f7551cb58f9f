package io.splitstream.api.idea;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.page.Page;
import io.splitstream.api.page.Selectors;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdeaFinderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "saas-pricing",
                "landing",
                "product",
                "checkout",
                "blog-post",
                "docs",
                "tables",
                "restaurant",
                "charity",
                "app-form",
                "listing",
                "portfolio"
            })
    void pages_yieldTenIdeasAtLeast_eachOfOneElement(String name) throws Exception {
        try (InputStream stream = Objects.requireNonNull(
                IdeaFinderTest.class.getResourceAsStream("/generation/pages/" + name + ".html"))) {
            Page page = Page.read("https://a.example/", new String(stream.readAllBytes(), StandardCharsets.UTF_8));

            List<Proposal> found = IdeaFinder.find(page);

            assertThat(found).hasSizeGreaterThanOrEqualTo(10);
            assertThat(found).allSatisfy(proposal -> assertThat(proposal.changes())
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(Selectors.count(
                                    page.document(), change.mutation().selector()))
                            .isEqualTo(Optional.of(1))));
        }
    }

    @Test
    void emptyPage_yieldsTenToo() {
        assertThat(IdeaFinder.find(Page.read("https://a.example/", ""))).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void proposalsThatBrowsersMayNotBeTold_areLeftOut() {
        Page controlTitle = Page.read("https://a.example/", "<title>My\u0085shop</title><p>Hello");
        Page controlNames = Page.read(
                "https://a.example/",
                "<h1>Hi</h1><button aria-label='Buy\nnow'>Go</button><button>Stay</button><img src=/x\u0085y.png>");

        assertThat(IdeaFinder.find(controlTitle)).hasSizeGreaterThanOrEqualTo(10);
        assertThat(IdeaFinder.find(controlTitle)).extracting(Proposal::title).doesNotContain("Begin with a headline");
        assertThat(IdeaFinder.find(controlNames)).extracting(Proposal::title).contains("Say what the button “Go” does");
    }

    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pagesMadeToBeSlow_areReadAtOnce() {
        String blanks = " ".repeat(500_000);
        Page page = Page.read(
                "https://a.example/",
                "<input type=submit value='submit" + blanks + "x'><img src='" + "x".repeat(500_000) + "\n'>"
                        + "<img src='data:image/png;base64," + "a.b?".repeat(100_000) + "'>");

        assertThat(IdeaFinder.find(page)).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void textsOfThePage_areCut() {
        String text = "long ".repeat(50_000);
        Page page = Page.read(
                "https://a.example/",
                "<h1>" + text + "</h1><button>" + text + "</button><p style='color: #aaa'>" + text + "</p><form>"
                        + ("<input placeholder='" + text + "'>").repeat(6) + "</form><nav>"
                        + ("<a href=/>" + text + "</a>").repeat(9) + "</nav>");

        assertThat(IdeaFinder.find(page)).hasSizeGreaterThan(14).allSatisfy(proposal -> {
            assertThat(proposal.title()).hasSizeLessThanOrEqualTo(300);
            assertThat(proposal.before() + proposal.after()).hasSizeLessThanOrEqualTo(600);
        });
    }

    @Test
    void faults_comeFirst() {
        Page page = Page.read("https://a.example/", """
                <h1>Ask us</h1><img src="/kettle-red.png"><p style="color: #aaa">Pale</p>
                <form><input name=a><input name=b><input name=c><input name=d><input name=e><button>Submit</button></form>
                """);

        List<String> titles =
                IdeaFinder.find(page).stream().map(Proposal::title).toList();

        assertThat(titles.get(0)).isEqualTo("Say what the button “Submit” does");
        assertThat(titles)
                .contains(
                        "Ask for less: leave out “e”",
                        "Describe the image “kettle red”",
                        "Raise the contrast of “Pale”");
    }

    @Test
    void contrast_isThatOfTheStandard() {
        assertThat(Contrast.of("color: #000").orElseThrow()).isEqualTo(21.0);
        assertThat(Contrast.of("color: #777777; background: #ffffff").orElseThrow())
                .isBetween(4.47, 4.49);
        assertThat(Contrast.of("background-color: #fff")).isEmpty();
    }
}
