package io.splitstream.contracts.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private static final Mutation MUTATION = new Mutation("p", MutationAction.ADD_CLASS, "x", null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "39cfc3dd2e26d9452e545073b7fdb29",
                "39CFC3DD2E26D9452E545073B7FDB29F",
                "../../../../../etc/passwd.......x"
            })
    void site_aKeyThatIsNone_isRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Site(key, "s", "w", 1, List.of("https://shop.example"), SiteSettings.DEFAULT, List.of()))
                .withMessageContaining("32 lower-case hexadecimal digits");
    }

    @Test
    void site_withoutOriginOrWithOneThatBrowsersDoNotSend_isRefused() {
        assertThat(List.of(List.<String>of(), List.of("https://shop.example/"), List.of("https://shop.example:443")))
                .allSatisfy(origins -> assertThatIllegalArgumentException()
                        .isThrownBy(() ->
                                new Site(SampleSites.KEY, "s", "w", 1, origins, SiteSettings.DEFAULT, List.of())));
    }

    @Test
    void site_moreThanALogTakes_isRefused() {
        Mutation large = new Mutation("p", MutationAction.SET_CONTENT, "x".repeat(10_000), null);

        assertThat(SampleSites.with(large, 19).experiments()).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleSites.with(large, 20))
                .withMessageContaining("(expected: at most 200000)");
    }

    @Test
    void site_anExperimentTwice_isRefused() {
        SiteExperiment experiment = SampleSites.shop().experiments().get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Site(
                        SampleSites.KEY,
                        "s",
                        "w",
                        1,
                        List.of("https://shop.example"),
                        SiteSettings.DEFAULT,
                        List.of(experiment, experiment)));
    }

    @ParameterizedTest
    @CsvSource({
        "set_attribute, href, 'javascript:alert(1)'",
        "set_attribute, HREF, ' java\tscript:alert(1)'",
        "set_attribute, src, 'data:text/html,x'",
        "set_attribute, onclick, 'alert(1)'",
        "set_attribute, OnClick, ''",
        "set_attribute, srcdoc, ''",
        "set_attribute, 'a b', ''",
        "set_attribute, , ''",
        "set_style, href, 'color: red'"
    })
    void mutation_ofAnAttributeThatRunsSomething_orIsNone_isRefused(String word, String attribute, String payload) {
        MutationAction action = word.equals("set_style") ? MutationAction.SET_STYLE : MutationAction.SET_ATTRIBUTE;

        assertThatIllegalArgumentException().isThrownBy(() -> new Mutation("a", action, payload, attribute));
    }

    @Test
    void mutation_boundsItsTexts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mutation(" ", MutationAction.ADD_CLASS, "x", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mutation("p", MutationAction.SET_CONTENT, "x".repeat(10_001), null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mutation("p", MutationAction.SET_CONTENT, "\u0000", null));
        assertThat(new Mutation("p", MutationAction.SET_CONTENT, "a\n\tb", null).payload())
                .isEqualTo("a\n\tb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "//elsewhere.example/a", "landing", "ftp://a.example/", "https:///a", ""})
    void variant_redirectToNowhere_isRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SiteVariant("v", 0.5, List.of(), url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/landing-2?x=1", "https://shop.example/landing", "http://127.0.0.1:8000/b"})
    void variant_redirectToAPage_isTaken(String url) {
        assertThat(new SiteVariant("v", 0.5, List.of(), url).redirectUrl()).isEqualTo(url);
    }

    @Test
    void variant_boundsWeightAndMutations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteVariant("v", Double.NaN, List.of(), null))
                .withMessage("weight of v: NaN (expected: 0 to 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteVariant("v", 0.5, Collections.nCopies(101, MUTATION), null))
                .withMessage("mutations of v: 101 (expected: 0 to 100)");
    }

    @Test
    void experiment_boundsWeightsVariantsAndGoals() {
        SiteVariant half = new SiteVariant("a", 0.5, List.of(), null);
        SiteVariant other = new SiteVariant("b", 0.5, List.of(), null);
        Goal goal = new Goal("g", "g", GoalType.CUSTOM, "conversion", null, null);

        assertThat(new SiteExperiment("e", true, null, List.of(half, other), List.of(goal)).goals())
                .containsExactly(goal);
        assertThat(new SiteExperiment("e", false, null, List.of(half, other), List.of()).goals())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteExperiment("e", true, null, List.of(half, other), List.of()))
                .withMessage("goals of e: 0 (expected: 1 to 20)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteExperiment("e", true, null, List.of(half), List.of(goal)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteExperiment("e", true, null, List.of(half, half), List.of(goal)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteExperiment(
                        "e", true, null, List.of(half, new SiteVariant("b", 0.4, List.of(), null)), List.of(goal)))
                .withMessageContaining("(expected: 1)");
    }

    @Test
    void goal_ofClicksOnNothing_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Goal("g", "Buy", GoalType.CLICK, "conversion", null, null))
                .withMessage("goal Buy has no selector (expected: what is to be clicked)");
    }
}
