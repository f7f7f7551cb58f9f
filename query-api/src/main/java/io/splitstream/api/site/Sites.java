package io.splitstream.api.site;

import io.splitstream.api.page.Page;
import io.splitstream.api.page.PageSource;
import io.splitstream.api.page.PageSource.Fetch;
import io.splitstream.api.page.Technology;
import io.splitstream.api.plan.Plan;
import io.splitstream.api.plan.Plans;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Transactions;
import io.splitstream.api.platform.WorkQueue;
import io.splitstream.api.platform.Worker;
import io.splitstream.contracts.site.WebOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The use cases on sites. Calls block. Safe for use by several threads. */
public final class Sites {
    /** The queue's name for looking at a site. */
    public static final String KIND = "crawl-site";

    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final int KEY_DIGITS = 32;

    private final SiteStore store;
    private final Outside outside;
    private final Plans plans;
    private final WorkQueue queue;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * What sites need of others.
     *
     * @param urls looks at a URL
     */
    public record Outside(
            SiteAnnouncements announcements, PageSource pages, UrlCheck urls, Transactions transactions) {}

    /** Looks at a site's URL. */
    @FunctionalInterface
    public interface UrlCheck {
        /** What is wrong; empty if nothing is. */
        Optional<String> problem(String url);
    }

    /**
     * @param random makes public keys; safe for use by several threads
     */
    public Sites(SiteStore store, Outside outside, Plans plans, WorkQueue queue, Clock clock, RandomGenerator random) {
        this.store = store;
        this.outside = outside;
        this.plans = plans;
        this.queue = queue;
        this.clock = clock;
        this.random = random;
    }

    /** Registers a site, and has its home page looked at. */
    public Outcome<Site> create(String workspaceId, String name, String url) {
        Optional<String> problem = outside.urls().problem(url);
        Optional<String> origin = WebOrigin.of(url);
        if (problem.isPresent() || origin.isEmpty()) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR,
                    "url: " + problem.orElse("no URL (expected: such as https://mystore.com)"));
        }
        Instant now = now();
        Site site = new Site(
                UUID.randomUUID().toString(),
                workspaceId,
                newKey(),
                name.strip(),
                url,
                List.of(origin.get()),
                false,
                Crawl.PENDING,
                now,
                now);
        Plan plan = plans.of(workspaceId);
        boolean inserted = outside.transactions().whole(() -> {
            boolean room = store.insert(site, plan.sites());
            if (room) {
                queue.put(KIND, piece(site));
            }
            return room;
        });
        if (!inserted) {
            return Outcome.refused(
                    Refusal.Kind.PLAN_LIMIT_EXCEEDED,
                    "The plan " + plan.word() + " has room for " + plan.sites()
                            + " site(s), and the workspace has them.");
        }
        outside.announcements().announceSite(site.publicKey());
        return Outcome.done(site);
    }

    public List<Site> list(String workspaceId) {
        return store.list(workspaceId);
    }

    public Outcome<Site> get(String workspaceId, String siteId) {
        return store.find(workspaceId, siteId).map(Outcome::done).orElseGet(() -> unknown(siteId));
    }

    /** Changes what is not null. */
    public Outcome<Site> update(String workspaceId, String siteId, SiteChange change) {
        return origins(change.origins()).then(origins -> store.update(
                        workspaceId,
                        siteId,
                        site -> site.changed(
                                change.name() == null
                                        ? site.name()
                                        : change.name().strip(),
                                origins.orElse(site.origins()),
                                change.respectsDoNotTrack() == null
                                        ? site.respectsDoNotTrack()
                                        : change.respectsDoNotTrack(),
                                now()))
                .map(this::announced)
                .orElseGet(() -> unknown(siteId)));
    }

    /** What keeps a page from being one of a site; empty if nothing does. */
    public Optional<String> targetProblem(Site site, String url) {
        Optional<String> problem = outside.urls().problem(url);
        if (problem.isPresent()) {
            return problem;
        }
        String host = bare(url);
        boolean own = bare(site.url()).equals(host)
                || site.origins().stream().anyMatch(origin -> bare(origin).equals(host));
        return own
                ? Optional.empty()
                : Optional.of(url + " (expected: a page of " + site.url() + ", or of the site's other origins)");
    }

    /** With and without www is one site to most people. */
    private static String bare(String url) {
        String host = Page.host(url);
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    /** Tells the collector how a site stands; what has to wait is told later. */
    public void announce(Site site) {
        outside.announcements().announceSite(site.publicKey());
    }

    /** Has the home page looked at again. */
    public Outcome<Site> crawlAgain(String workspaceId, String siteId) {
        Optional<Site> found = outside.transactions().whole(() -> {
            Optional<Site> pending = store.update(
                    workspaceId, siteId, site -> site.crawled(site.crawl().pending(), site.updatedAt()));
            pending.ifPresent(site -> queue.put(KIND, piece(site)));
            return pending;
        });
        return found.map(Outcome::done).orElseGet(() -> unknown(siteId));
    }

    /** Looks at a site's home page. */
    public Worker.Result work(String piece, Worker.Tries tries) {
        String[] parts = piece.split(" ", 2);
        String siteId = parts[0].split("#", 2)[0];
        Optional<Site> found = store.find(parts[1], siteId);
        if (found.isEmpty()) {
            return Worker.Result.DONE;
        }
        Fetch fetch = outside.pages().fetch(found.get().url());
        if (fetch instanceof Fetch.Missing missing && missing.again() && tries.attempt() < ATTEMPTS) {
            return new Worker.Result.Retry(PAUSE);
        }
        store.update(
                parts[1],
                siteId,
                site -> site.crawled(
                        fetch instanceof Fetch.Fetched fetched
                                ? seen(fetched.page())
                                : site.crawl().failed(((Fetch.Missing) fetch).reason(), now()),
                        now()));
        return Worker.Result.DONE;
    }

    private Crawl seen(Page page) {
        List<Technology> technologies = Technology.of(page);
        return new Crawl(
                Crawl.Status.OK,
                null,
                now(),
                Technology.platform(technologies),
                technologies.stream().map(Technology::label).toList(),
                page.links());
    }

    private Outcome<Site> announced(Site site) {
        return outside.announcements().announceSite(site.publicKey())
                ? Outcome.done(site)
                : Outcome.refused(
                        Refusal.Kind.UNAVAILABLE,
                        "The change is stored and takes effect as soon as Kafka can be reached again.");
    }

    private static Outcome<Optional<List<String>>> origins(@Nullable List<String> given) {
        if (given == null) {
            return Outcome.done(Optional.empty());
        }
        List<String> origins = new ArrayList<>();
        for (String text : given) {
            Optional<String> origin = WebOrigin.of(text);
            if (origin.isEmpty()) {
                return Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR, "origins: " + text + " (expected: such as https://mystore.com)");
            }
            if (!origins.contains(origin.get())) {
                origins.add(origin.get());
            }
        }
        return Outcome.done(Optional.of(origins));
    }

    /**
     * The workspace comes last: it alone may hold a blank. The last look tells one that is asked for from the piece that
     * made it, which may still be on the queue.
     */
    private static String piece(Site site) {
        Instant last = site.crawl().at();
        return site.id() + "#" + (last == null ? 0 : last.toEpochMilli()) + " " + site.workspaceId();
    }

    private String newKey() {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < KEY_DIGITS; i++) {
            key.append(Character.forDigit(random.nextInt(16), 16));
        }
        return key.toString();
    }

    private static <T> Outcome<T> unknown(String siteId) {
        return Outcome.refused(Refusal.Kind.NOT_FOUND, "There is no site " + siteId + ".");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
