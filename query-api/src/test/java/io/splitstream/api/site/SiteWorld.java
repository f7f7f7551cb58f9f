package io.splitstream.api.site;

import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.delivery.InMemoryDeliveries;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.InMemoryExperiments;
import io.splitstream.api.generation.RuleGenerator;
import io.splitstream.api.generation.Variants;
import io.splitstream.api.idea.Idea;
import io.splitstream.api.idea.IdeaRun;
import io.splitstream.api.idea.IdeaStore;
import io.splitstream.api.idea.Ideas;
import io.splitstream.api.idea.Proposal;
import io.splitstream.api.idea.Renderer;
import io.splitstream.api.identity.KeyStore;
import io.splitstream.api.news.News;
import io.splitstream.api.page.Page;
import io.splitstream.api.page.PageSource;
import io.splitstream.api.plan.CreditEntry;
import io.splitstream.api.plan.CreditLedger;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.plan.Plan;
import io.splitstream.api.plan.Plans;
import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Transactions;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.schedule.Schedule;
import io.splitstream.api.schedule.ScheduleStore;
import io.splitstream.api.schedule.Schedules;
import io.splitstream.api.site.experiment.SiteDesign;
import io.splitstream.api.site.experiment.SiteTest;
import io.splitstream.api.site.experiment.SiteTestStore;
import io.splitstream.api.site.experiment.SiteTests;
import io.splitstream.api.surface.abtestbot.NewsMessages;
import io.splitstream.contracts.site.SiteSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Everything that site testing stands on, in memory; the web is a map of pages. */
public final class SiteWorld {
    /** On the smaller plans. */
    public static final String STARTER = "w-starter";

    public static final String PRO = "w-pro";

    public final Map<String, String> web = new HashMap<>();
    public final List<String> queued = new ArrayList<>();
    /** Changes of sites and looks at them that were stored each for itself. */
    public final List<String> alone = new ArrayList<>();

    private int whole;
    /** What every look at a page ends with; null for what is on the web. */
    public @Nullable RuntimeException failing;
    /** Called at every look at a page. */
    public Runnable looking = () -> {};
    /** Whether there is a browser that draws. */
    public boolean drawing;
    /** Titles of the proposals that were drawn. */
    public final List<String> drawn = new ArrayList<>();

    public final Plans plans = new Plans(Map.of(STARTER, Plan.STARTER, PRO, Plan.PRO));
    public final Map<String, KeyStore.Key> keys = new HashMap<>();
    public final Ids ids = new Ids(new Random(1));
    public final Experiments experiments;
    public final Credits credits;
    public final Sites sites;
    public final SiteTests tests;
    public final InMemoryDeliveries deliveryStore = new InMemoryDeliveries();
    public final Deliveries deliveries;
    public final News news;
    public final Ideas ideas;
    public final Variants variants;
    public final Schedules schedules;
    private final InMemoryExperiments experimentStore = new InMemoryExperiments();
    private final Map<String, Site> stored = new LinkedHashMap<>();
    private final Map<String, Placed> designs = new LinkedHashMap<>();
    private final Map<String, String> told = new HashMap<>();
    private final List<Map.Entry<String, CreditEntry>> ledger = new ArrayList<>();

    private record Placed(String workspaceId, String siteId, SiteDesign design) {}

    public SiteWorld(Clock clock) {
        this.experiments = new Experiments(experimentStore, id -> true, clock, new Random(2));
        this.credits = new Credits(new InMemoryCredits(), plans, clock);
        this.sites = new Sites(
                new InMemorySites(),
                new Sites.Outside(
                        key -> true,
                        pages(),
                        url -> url.startsWith("http") ? Optional.empty() : Optional.of("no URL"),
                        counted()),
                plans,
                (kind, id) -> {
                    queued.add(kind + " " + id);
                    alone.addAll(whole == 0 ? List.of(kind) : List.of());
                },
                clock,
                new Random(3));
        this.tests = new SiteTests(new InMemoryTests(), sites, experiments, credits, directly(), ids);
        this.deliveries = new Deliveries(
                deliveryStore,
                url -> url.startsWith("https://") ? Optional.empty() : Optional.of("http (expected: https)"),
                () -> "whsec_c2VjcmV0",
                clock);
        this.news = new NewsMessages(deliveries, clock);
        this.ideas = new Ideas(
                new InMemoryIdeas(),
                sites,
                credits,
                new Ideas.Outside(pages(), renderer(), (kind, id) -> queued.add(kind + " " + id), news),
                directly(),
                clock);
        this.variants = new Variants(sites, credits, pages(), new RuleGenerator());
        this.schedules = new Schedules(new InMemorySchedules(), sites, ideas, directly(), clock);
    }

    /** What is on the web. */
    public PageSource pages() {
        return url -> {
            looking.run();
            if (failing != null) {
                throw failing;
            }
            return web.containsKey(url)
                    ? new PageSource.Fetch.Fetched(Page.read(url, Objects.requireNonNull(web.get(url))))
                    : new PageSource.Fetch.Missing("the page answers 404 (expected: 200)", false);
        };
    }

    private Renderer renderer() {
        return new Renderer() {
            @Override
            public boolean isThere() {
                return drawing;
            }

            @Override
            public Optional<String> draw(Page page, Proposal proposal) {
                drawn.add(proposal.title());
                return Optional.of("data:image/png;base64,AAAA");
            }
        };
    }

    public KeyStore keyStore() {
        return new KeyStore() {
            @Override
            public Optional<Key> find(String hash) {
                return Optional.ofNullable(keys.get(hash));
            }

            @Override
            public void insert(String hash, Key key) {
                keys.putIfAbsent(hash, key);
            }
        };
    }

    /** Does what waits in the queue for one kind of work. */
    public void work(String kind, Worker worker) {
        for (String piece : List.copyOf(queued)) {
            if (piece.startsWith(kind + " ")) {
                queued.remove(piece);
                worker.work(piece.substring(kind.length() + 1), new Worker.Tries(1, 0));
            }
        }
    }

    /** What browsers are told of a site. */
    public io.splitstream.contracts.site.Site published(String workspaceId, String siteId) {
        Site site = Objects.requireNonNull(stored.get(siteId));
        return new io.splitstream.contracts.site.Site(
                site.publicKey(),
                site.id(),
                workspaceId,
                1,
                site.origins(),
                new SiteSettings(site.respectsDoNotTrack()),
                designs.entrySet().stream()
                        .filter(entry -> entry.getValue().siteId().equals(siteId))
                        .flatMap(entry -> test(entry.getKey()).stream())
                        .flatMap(test -> test.design().published(test.experiment()).stream())
                        .toList());
    }

    /** As {@link #directly}, and it is known what happens within. */
    private Transactions counted() {
        return new Transactions() {
            @Override
            public <T> T whole(Supplier<T> work) {
                whole++;
                try {
                    return work.get();
                } finally {
                    whole--;
                }
            }
        };
    }

    /** Nothing is taken back: what a test does has to work. */
    public static Transactions directly() {
        return new Transactions() {
            @Override
            public <T> T whole(Supplier<T> work) {
                return work.get();
            }
        };
    }

    private Optional<SiteTest> test(String experimentId) {
        Placed placed = designs.get(experimentId);
        if (placed == null) {
            return Optional.empty();
        }
        Site site = Objects.requireNonNull(stored.get(placed.siteId()));
        return experimentStore
                .find(placed.workspaceId(), experimentId)
                .map(experiment -> new SiteTest(site, experiment, placed.design()));
    }

    private static <T> List<T> newestFirst(List<T> values) {
        List<T> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        return reversed;
    }

    private final class InMemorySites implements SiteStore {
        @Override
        public boolean insert(Site site, int most) {
            if (list(site.workspaceId()).size() >= most) {
                return false;
            }
            alone.addAll(whole == 0 ? List.of("insert") : List.of());
            stored.put(site.id(), site);
            return true;
        }

        @Override
        public List<Site> list(String workspaceId) {
            return newestFirst(stored.values().stream()
                    .filter(site -> site.workspaceId().equals(workspaceId))
                    .toList());
        }

        @Override
        public Optional<Site> find(String workspaceId, String siteId) {
            return Optional.ofNullable(stored.get(siteId))
                    .filter(site -> site.workspaceId().equals(workspaceId));
        }

        @Override
        public Optional<Site> update(String workspaceId, String siteId, UnaryOperator<Site> change) {
            Optional<Site> next = find(workspaceId, siteId).map(change);
            next.ifPresent(site -> stored.put(siteId, site));
            return next;
        }
    }

    private final class InMemoryTests implements SiteTestStore {
        @Override
        public void insert(String workspaceId, String siteId, String experimentId, SiteDesign design) {
            designs.put(experimentId, new Placed(workspaceId, siteId, design));
        }

        @Override
        public void replace(String experimentId, SiteDesign design) {
            designs.computeIfPresent(
                    experimentId, (id, placed) -> new Placed(placed.workspaceId(), placed.siteId(), design));
        }

        @Override
        public Optional<SiteTest> find(String workspaceId, String experimentId) {
            return test(experimentId).filter(found -> found.site().workspaceId().equals(workspaceId));
        }

        @Override
        public List<SiteTest> list(String workspaceId, SiteTestStore.Which which, int limit, int offset) {
            List<SiteTest> all = designs.keySet().stream()
                    .flatMap(id -> find(workspaceId, id).stream())
                    .filter(found -> which.siteId() == null
                            || which.siteId().equals(found.site().id()))
                    .filter(found -> which.status() == null
                            || which.status() == found.experiment().status())
                    .toList();
            return newestFirst(all).stream().skip(offset).limit(limit).toList();
        }

        @Override
        public Load load(String siteId, @Nullable String except) {
            List<SiteTest> others = designs.entrySet().stream()
                    .filter(entry -> entry.getValue().siteId().equals(siteId))
                    .filter(entry -> !entry.getKey().equals(except))
                    .flatMap(entry -> test(entry.getKey()).stream())
                    .toList();
            int length =
                    others.stream().mapToInt(found -> found.design().length()).sum();
            return new Load(others.size(), length);
        }

        @Override
        public List<SiteTest> untold() {
            return designs.keySet().stream()
                    .flatMap(id -> test(id).stream())
                    .filter(found -> found.experiment().course().startedAt() != null)
                    .filter(found ->
                            !state(found).equals(told.get(found.experiment().id())))
                    .toList();
        }

        @Override
        public void noteTold(SiteTest test) {
            told.put(test.experiment().id(), state(test));
        }

        private String state(SiteTest test) {
            return test.experiment().course().completedAt() == null ? "launched" : "completed";
        }
    }

    private static final class InMemoryIdeas implements IdeaStore {
        private final Map<String, Idea> ideas = new LinkedHashMap<>();
        private final Map<String, IdeaRun> runs = new HashMap<>();

        @Override
        public void insert(Idea idea) {
            ideas.put(idea.id(), idea);
        }

        @Override
        public Optional<Idea> find(String workspaceId, String ideaId) {
            return Optional.ofNullable(ideas.get(ideaId))
                    .filter(idea -> idea.site().workspaceId().equals(workspaceId));
        }

        @Override
        public List<Idea> list(String workspaceId, IdeaStore.Which which, int limit, int offset) {
            List<Idea> all = ideas.values().stream()
                    .filter(idea -> idea.site().workspaceId().equals(workspaceId))
                    .filter(idea -> which.siteId() == null
                            || which.siteId().equals(idea.site().id()))
                    .filter(idea -> which.status() == null || which.status() == idea.status())
                    .filter(idea -> which.category() == null
                            || which.category().equals(idea.proposal().category()))
                    .map(Idea::withoutScreenshot)
                    .toList();
            return newestFirst(all).stream().skip(offset).limit(limit).toList();
        }

        @Override
        public void replace(Idea idea) {
            ideas.put(idea.id(), idea);
        }

        @Override
        public List<String> titles(String siteId) {
            return ideas.values().stream()
                    .filter(idea -> idea.site().id().equals(siteId))
                    .map(idea -> idea.proposal().title())
                    .toList();
        }

        @Override
        public void insert(IdeaRun run) {
            runs.put(run.id(), run);
        }

        @Override
        public int open(String workspaceId) {
            return (int) runs.values().stream()
                    .filter(run -> run.workspaceId().equals(workspaceId))
                    .count();
        }

        @Override
        public Optional<IdeaRun> run(String runId) {
            return Optional.ofNullable(runs.get(runId));
        }

        @Override
        public boolean end(String runId) {
            return runs.remove(runId) != null;
        }
    }

    private static final class InMemorySchedules implements ScheduleStore {
        private final Map<String, Schedule> schedules = new LinkedHashMap<>();

        @Override
        public boolean insert(Schedule schedule, int most) {
            schedules.put(schedule.id(), schedule);
            return true;
        }

        @Override
        public List<Schedule> list(String workspaceId) {
            return newestFirst(schedules.values().stream()
                    .filter(schedule -> schedule.workspaceId().equals(workspaceId))
                    .toList());
        }

        @Override
        public Optional<Schedule> find(String workspaceId, String scheduleId) {
            return Optional.ofNullable(schedules.get(scheduleId))
                    .filter(schedule -> schedule.workspaceId().equals(workspaceId));
        }

        @Override
        public void replace(Schedule schedule) {
            schedules.put(schedule.id(), schedule);
        }

        @Override
        public Optional<Schedule> takeDue(Instant now) {
            return schedules.values().stream()
                    .filter(schedule -> schedule.nextRunAt() != null
                            && !schedule.nextRunAt().isAfter(now))
                    .findFirst();
        }
    }

    private final class InMemoryCredits implements CreditLedger {
        private final Set<String> granted = new HashSet<>();

        @Override
        public void grant(String workspaceId, String month, CreditEntry entry) {
            if (granted.add(workspaceId + month)) {
                ledger.add(Map.entry(workspaceId, entry));
            }
        }

        @Override
        public boolean enter(String workspaceId, CreditEntry entry) {
            if (balance(workspaceId) + entry.amount() < 0) {
                return false;
            }
            ledger.add(Map.entry(workspaceId, entry));
            return true;
        }

        @Override
        public long balance(String workspaceId) {
            return ledger.stream()
                    .filter(entry -> entry.getKey().equals(workspaceId))
                    .mapToLong(entry -> entry.getValue().amount())
                    .sum();
        }

        @Override
        public List<CreditEntry> entries(String workspaceId, int limit, int offset) {
            List<CreditEntry> own = ledger.stream()
                    .filter(entry -> entry.getKey().equals(workspaceId))
                    .map(Map.Entry::getValue)
                    .toList();
            return newestFirst(own).stream().skip(offset).limit(limit).toList();
        }
    }
}
