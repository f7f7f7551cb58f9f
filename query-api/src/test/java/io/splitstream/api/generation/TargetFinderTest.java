package io.splitstream.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetFinderTest {
    private static final String HOME = "https://mysite.com";
    private static final List<String> LINKS = List.of(
            "https://mysite.com/",
            "https://mysite.com/pricing",
            "https://mysite.com/report/42",
            "https://mysite.com/report/annual-2026",
            "https://mysite.com/blog/2026/04/post",
            "https://mysite.com/about-us");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Change the headline on https://mysite.com/faq to 'Hi' | https://mysite.com/faq | -",
                "Change the headline of the homepage to 'Hi' | https://mysite.com | -",
                "On the landing page, make the CTA green | https://mysite.com | -",
                "Make the button green on the pricing page | https://mysite.com/pricing | -",
                "Change the title on /blog/2026/04/post to 'X' | https://mysite.com/blog/2026/04/post | -",
                "Hide the sidebar on all report pages | https://mysite.com/report/42 | /report/*",
                "Hide the author on every blog post | https://mysite.com/blog/2026/04/post | /blog/**",
                "Hide the menu on every /report/* | https://mysite.com/report/42 | /report/*",
            })
    void pages_areFoundByWhatPeopleCallThem(String prompt, String url, String pattern) {
        assertThat(TargetFinder.find(prompt, HOME, LINKS))
                .contains(new TargetFinder.Target(url, pattern.equals("-") ? Optional.empty() : Optional.of(pattern)));
    }

    @Test
    void prompt_thatNamesNoPage_isAskedWithSuggestionsOfTheSite() {
        assertThat(TargetFinder.find("Make the CTA green and point it to https://buy.stripe.com/x", HOME, LINKS))
                .isEmpty();

        Question question = TargetFinder.question(HOME, LINKS).questions().get(0);

        assertThat(question.field()).isEqualTo("target_url");
        assertThat(question.suggestions()).startsWith("https://mysite.com/", "https://mysite.com/pricing");
        assertThat(question.suggestions()).contains("https://mysite.com/checkout");
    }
}
