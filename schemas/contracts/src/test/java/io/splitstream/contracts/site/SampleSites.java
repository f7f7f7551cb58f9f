package io.splitstream.contracts.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sites to test with. */
final class SampleSites {
    static final String KEY = "39cfc3dd2e26d9452e545073b7fdb29f";

    private SampleSites() {}

    /** A shop with a running experiment that uses everything, a redirect, and a draft that can be previewed. */
    static Site shop() {
        SiteVariant control = new SiteVariant("var_a", 0.5, List.of(), null);
        SiteVariant changed = new SiteVariant(
                "var_b",
                0.5,
                List.of(
                        new Mutation("h1", MutationAction.SET_CONTENT, "Only <b>$499</b>", null),
                        new Mutation(".cta", MutationAction.SET_STYLE, "color: red", null),
                        new Mutation(".cta", MutationAction.SET_ATTRIBUTE, "https://buy.example/pro", "href"),
                        new Mutation(".cta", MutationAction.INSERT_BEFORE, "<p>before</p>", null),
                        new Mutation(".cta", MutationAction.INSERT_AFTER, "<p>after</p>", null),
                        new Mutation(".cta", MutationAction.ADD_CLASS, "big bold", null),
                        new Mutation(".cta", MutationAction.REMOVE_CLASS, "small", null)),
                null);
        SiteExperiment running = new SiteExperiment(
                "exp_1",
                true,
                UrlPattern.of("/checkout/**"),
                List.of(control, changed),
                List.of(
                        new Goal("goal_1", "Buy", GoalType.CLICK, "conversion", ".cta", null),
                        new Goal("goal_2", "Thanks", GoalType.PAGEVIEW, "goal_2", null, UrlPattern.of("/thanks")),
                        new Goal("goal_3", "Sign up", GoalType.FORM_SUBMIT, "goal_3", "#signup", null),
                        new Goal("goal_4", "video", GoalType.CUSTOM, "goal_4", null, null)));
        return new Site(
                KEY,
                "site_1",
                "dev",
                7,
                List.of("https://shop.example", "https://www.shop.example"),
                new SiteSettings(true),
                List.of(running, redirect("exp_2", true), redirect("exp_3", false)));
    }

    /** A site whose mutations are so many times the same one, 99 of them a variant. */
    static Site with(Mutation mutation, int times) {
        List<SiteVariant> variants = new ArrayList<>();
        variants.add(new SiteVariant("control", 1, List.of(), null));
        for (int left = times; left > 0; left -= 99) {
            variants.add(new SiteVariant("v" + left, 0, Collections.nCopies(Math.min(99, left), mutation), null));
        }
        SiteExperiment experiment = new SiteExperiment(
                "exp_1", true, null, variants, List.of(new Goal("g", "g", GoalType.CUSTOM, "conversion", null, null)));
        return new Site(
                KEY, "site_1", "dev", 1, List.of("https://shop.example"), SiteSettings.DEFAULT, List.of(experiment));
    }

    private static SiteExperiment redirect(String id, boolean running) {
        return new SiteExperiment(
                id,
                running,
                null,
                List.of(
                        new SiteVariant(id + "_a", 0.3, List.of(), null),
                        new SiteVariant(id + "_b", 0.7, List.of(), "/landing-2")),
                List.of(new Goal("goal_1", "any form", GoalType.FORM_SUBMIT, "conversion", null, null)));
    }
}
