package io.splitstream.api.generation;

import io.splitstream.api.page.Page;
import io.splitstream.api.page.PageSource;
import io.splitstream.api.page.PageSource.Fetch;
import io.splitstream.api.page.Technology;
import io.splitstream.api.plan.CreditEntry.Reason;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.site.Site;
import io.splitstream.api.site.Sites;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The use case of making a variant from plain English. Calls block. Safe for use by several threads.
 *
 * <p>It is paid for once the prompt was looked at, also where that ends in a question; not where the page cannot be had.
 */
public final class Variants {
    private final Sites sites;
    private final Credits credits;
    private final PageSource pages;
    private final VariantGenerator generator;

    public Variants(Sites sites, Credits credits, PageSource pages, VariantGenerator generator) {
        this.sites = sites;
        this.credits = credits;
        this.pages = pages;
        this.generator = generator;
    }

    /**
     * What came of a prompt.
     *
     * @param page that was looked at; null where it is not known yet which
     * @param technologies that it is made with
     * @param urlPattern pages that the prompt means; null for the one page
     */
    public record Made(
            Generation generation,
            @Nullable String page,
            List<String> technologies,
            @Nullable String urlPattern) {
        public Made {
            technologies = List.copyOf(technologies);
        }
    }

    /**
     * Makes a variant.
     *
     * @param targetUrl the page; null for what the prompt says
     */
    public Outcome<Made> generate(String workspaceId, String siteId, String prompt, @Nullable String targetUrl) {
        return site(workspaceId, siteId, targetUrl)
                .then(site -> credits.spend(workspaceId, Credits.GENERATE, Reason.GENERATE, site.name())
                        .then(spent -> {
                            Outcome<Made> made = made(site, prompt, targetUrl);
                            if (made instanceof Outcome.Refused) {
                                credits.giveBack(workspaceId, spent, site.name());
                            }
                            return made;
                        }));
    }

    /** As {@link #generate}, for whoever {@linkplain #pay pays} afterwards. Stores nothing. */
    public Outcome<Made> make(String workspaceId, String siteId, String prompt, @Nullable String targetUrl) {
        return site(workspaceId, siteId, targetUrl).then(site -> made(site, prompt, targetUrl));
    }

    /** Pays for what was made. */
    public Outcome<Integer> pay(String workspaceId, String siteId) {
        return sites.get(workspaceId, siteId)
                .then(site -> credits.spend(workspaceId, Credits.GENERATE, Reason.GENERATE, site.name()));
    }

    private Outcome<Site> site(String workspaceId, String siteId, @Nullable String targetUrl) {
        return sites.get(workspaceId, siteId).then(site -> {
            Optional<String> problem = targetUrl == null ? Optional.empty() : sites.targetProblem(site, targetUrl);
            return problem.isPresent()
                    ? Outcome.refused(Refusal.Kind.VALIDATION_ERROR, "target_url: " + problem.get())
                    : Outcome.done(site);
        });
    }

    private Outcome<Made> made(Site site, String prompt, @Nullable String targetUrl) {
        List<String> links = site.crawl().links();
        Optional<TargetFinder.Target> target = targetUrl == null
                ? TargetFinder.find(prompt, site.url(), links)
                : Optional.of(new TargetFinder.Target(targetUrl, TargetFinder.pattern(prompt, links)));
        if (target.isEmpty()) {
            return Outcome.done(new Made(TargetFinder.question(site.url(), links), null, List.of(), null));
        }
        String url = target.get().url();
        Fetch fetch = pages.fetch(url);
        if (fetch instanceof Fetch.Missing missing) {
            return Outcome.refused(
                    Refusal.Kind.UNPROCESSABLE, "The page " + url + " cannot be read: " + missing.reason() + ".");
        }
        Page page = ((Fetch.Fetched) fetch).page();
        Generation generation = generator.generate(page, prompt);
        String pattern = generation instanceof Generation.Variant variant && variant.urlPattern() != null
                ? variant.urlPattern()
                : target.get().pattern().orElse(null);
        return Outcome.done(new Made(
                generation,
                page.url(),
                Technology.of(page).stream().map(Technology::label).toList(),
                pattern));
    }
}
