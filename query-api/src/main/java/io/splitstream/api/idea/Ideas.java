package io.splitstream.api.idea;

import io.splitstream.api.news.News;
import io.splitstream.api.page.PageSource;
import io.splitstream.api.page.PageSource.Fetch;
import io.splitstream.api.plan.CreditEntry.Reason;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Transactions;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.platform.WorkQueue;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.site.Site;
import io.splitstream.api.site.Sites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use cases on ideas. Calls block. Safe for use by several threads.
 *
 * <p>A search is paid for when it is asked for, and done from a queue; it ends once, with all of its ideas and the word
 * of it, whatever dies meanwhile. One whose page cannot be had, or looked at, gives its credits back.
 */
public final class Ideas {
    /** The queue's name for this kind of work. */
    public static final String KIND = "generate-ideas";

    /** How many are found unless something else is said. */
    public static final int USUAL_COUNT = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Ideas.class);
    private static final String SCREENSHOT = "screenshot";
    private static final int MOST_OPEN = 20;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final IdeaStore store;
    private final Sites sites;
    private final Credits credits;
    private final Outside outside;
    private final Transactions transactions;
    private final Clock clock;

    public Ideas(
            IdeaStore store, Sites sites, Credits credits, Outside outside, Transactions transactions, Clock clock) {
        this.store = store;
        this.sites = sites;
        this.credits = credits;
        this.outside = outside;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What ideas need of others. */
    public record Outside(PageSource pages, Renderer renderer, WorkQueue queue, News news) {}

    /**
     * Has ideas looked for.
     *
     * @param pages of the site to look at; none for its home page
     */
    public Outcome<IdeaRun> generate(
            String workspaceId, String siteId, int count, String outputType, List<String> pages) {
        if (outputType.equals(SCREENSHOT) && !outside.renderer().isThere()) {
            return Outcome.refused(
                    Refusal.Kind.UNPROCESSABLE,
                    "output_type: screenshot needs a browser, and none is installed here (expected: html).");
        }
        int open = store.open(workspaceId);
        if (open >= MOST_OPEN) {
            return Outcome.refused(
                    Refusal.Kind.CONFLICT,
                    "The workspace has " + open + " searches for ideas that are not over (expected: fewer than "
                            + MOST_OPEN + "); wait for some.");
        }
        return sites.get(workspaceId, siteId).then(site -> targets(site, pages)
                .then(targets -> transactions.whole(
                        () -> credits.spend(workspaceId, Credits.GENERATE, Reason.GENERATE, site.name())
                                .map(paid -> {
                                    IdeaRun run = new IdeaRun(
                                            UUID.randomUUID().toString(),
                                            workspaceId,
                                            siteId,
                                            count,
                                            outputType,
                                            targets,
                                            paid);
                                    store.insert(run);
                                    outside.queue().put(KIND, run.id());
                                    return run;
                                }))));
    }

    /** Pages of a site, or why some of them are none. */
    public Outcome<List<String>> targets(Site site, List<String> pages) {
        for (String page : pages) {
            Optional<String> problem = sites.targetProblem(site, page);
            if (problem.isPresent()) {
                return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, "target_pages: " + problem.get());
            }
        }
        return Outcome.done(pages);
    }

    public List<Idea> list(String workspaceId, IdeaStore.Which which, int limit, int offset) {
        return store.list(workspaceId, which, limit, offset);
    }

    public Outcome<Idea> get(String workspaceId, String ideaId) {
        return store.find(workspaceId, ideaId)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.Kind.NOT_FOUND, "There is no idea " + ideaId + "."));
    }

    /** Says what becomes of an idea, and tells whoever wants to know. */
    public Outcome<Idea> move(String workspaceId, String ideaId, IdeaStatus next) {
        return get(workspaceId, ideaId).map(idea -> {
            if (idea.status() == next) {
                return idea;
            }
            return transactions.whole(() -> {
                Idea moved = idea.moved(next, now());
                store.replace(moved);
                outside.news().ideaMoved(moved, idea.status());
                return moved;
            });
        });
    }

    /** Does what {@link #generate} asked for. */
    public Worker.Result work(String runId, Worker.Tries tries) {
        Optional<IdeaRun> found = store.run(runId);
        if (found.isEmpty()) {
            return Worker.Result.DONE;
        }
        IdeaRun run = found.get();
        Outcome<Site> site = sites.get(run.workspaceId(), run.siteId());
        if (!(site instanceof Outcome.Done<Site> there)) {
            return Worker.Result.DONE;
        }
        try {
            return work(run, there.value(), tries);
        } catch (UnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("search for ideas {} broke off, attempt {}", run.id(), tries.attempt(), e);
            if (tries.attempt() < ATTEMPTS) {
                return new Worker.Result.Retry(PAUSE);
            }
            end(run, there.value(), List.of(), "The site's pages cannot be looked at.");
            return Worker.Result.DONE;
        }
    }

    private Worker.Result work(IdeaRun run, Site site, Worker.Tries tries) {
        Choice choice = new Choice(store.titles(site.id()), run.count());
        boolean seen = false;
        String error = "";
        for (String url : run.pages().isEmpty() ? List.of(site.url()) : run.pages()) {
            Fetch fetch = outside.pages().fetch(url);
            if (fetch instanceof Fetch.Fetched fetched) {
                choice.add(IdeaFinder.find(fetched.page()));
                seen = true;
            } else if (fetch instanceof Fetch.Missing missing) {
                error = "The page " + url + " cannot be read: " + missing.reason() + ".";
            }
        }
        if (!seen && tries.attempt() < ATTEMPTS) {
            return new Worker.Result.Retry(PAUSE);
        }
        end(run, site, choice.made(), error);
        return Worker.Result.DONE;
    }

    private void end(IdeaRun run, Site site, List<Proposal> chosen, String error) {
        List<Idea> ideas = ideas(run, site, chosen);
        transactions.whole(() -> {
            if (store.end(run.id())) {
                ideas.forEach(store::insert);
                if (ideas.isEmpty()) {
                    credits.giveBack(run.workspaceId(), run.paid(), site.name());
                }
                outside.news().ideasGenerated(run, ideas, ideas.isEmpty() ? error : null);
            }
            return ideas.size();
        });
    }

    /** As many proposals as are wanted: first those that the site has not had yet. */
    private static final class Choice {
        private final Set<String> had;
        private final int wanted;
        private final List<Proposal> fresh = new ArrayList<>();
        private final List<Proposal> again = new ArrayList<>();

        Choice(List<String> had, int wanted) {
            this.had = new HashSet<>(had);
            this.wanted = wanted;
        }

        void add(List<Proposal> proposals) {
            for (Proposal proposal : proposals) {
                boolean isNew = had.add(proposal.title());
                if ((isNew ? fresh : again).size() < wanted) {
                    (isNew ? fresh : again).add(proposal);
                }
            }
        }

        List<Proposal> made() {
            return Stream.concat(fresh.stream(), again.stream()).limit(wanted).toList();
        }
    }

    private List<Idea> ideas(IdeaRun run, Site site, List<Proposal> chosen) {
        Map<Proposal, String> drawn = run.outputType().equals(SCREENSHOT) ? drawn(chosen) : Map.of();
        return chosen.stream()
                .map(proposal -> new Idea(
                        UUID.randomUUID().toString(),
                        site,
                        IdeaStatus.NEW,
                        proposal,
                        run.outputType(),
                        drawn.get(proposal),
                        now(),
                        now()))
                .toList();
    }

    /** Pages are fetched once more to be drawn: all that were looked at would not have room beside each other. */
    private Map<Proposal, String> drawn(List<Proposal> chosen) {
        Map<Proposal, String> drawn = new HashMap<>();
        chosen.stream().collect(Collectors.groupingBy(Proposal::sourceUrl)).forEach((url, ofPage) -> {
            if (outside.pages().fetch(url) instanceof Fetch.Fetched fetched) {
                for (Proposal proposal : ofPage) {
                    outside.renderer().draw(fetched.page(), proposal).ifPresent(png -> drawn.put(proposal, png));
                }
            }
        });
        return drawn;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
