package io.splitstream.api.site;

import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.InMemoryExperiments;
import io.splitstream.api.identity.KeyStore;
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
import io.splitstream.api.site.experiment.SiteDesign;
import io.splitstream.api.site.experiment.SiteTest;
import io.splitstream.api.site.experiment.SiteTestStore;
import io.splitstream.api.site.experiment.SiteTests;
import io.splitstream.contracts.site.SiteSettings;
import java.time.Clock;
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
    public final Plans plans = new Plans(Map.of(STARTER, Plan.STARTER, PRO, Plan.PRO));
    public final Map<String, KeyStore.Key> keys = new HashMap<>();
    public final Ids ids = new Ids(new Random(1));
    public final Experiments experiments;
    public final Credits credits;
    public final Sites sites;
    public final SiteTests tests;
    private final InMemoryExperiments experimentStore = new InMemoryExperiments();
    private final Map<String, Site> stored = new LinkedHashMap<>();
    private final Map<String, Placed> designs = new LinkedHashMap<>();
    private final List<Map.Entry<String, CreditEntry>> ledger = new ArrayList<>();

    private record Placed(String workspaceId, String siteId, SiteDesign design) {}

    public SiteWorld(Clock clock) {
        this.experiments = new Experiments(experimentStore, id -> true, clock, new Random(2));
        this.credits = new Credits(new InMemoryCredits(), plans, clock);
        this.sites = new Sites(
                new InMemorySites(),
                new Sites.Outside(
                        key -> true, pages(), url -> url.startsWith("http") ? Optional.empty() : Optional.of("no URL")),
                plans,
                (kind, id) -> queued.add(kind + " " + id),
                clock,
                new Random(3));
        this.tests = new SiteTests(new InMemoryTests(), sites, experiments, credits, directly(), ids);
    }

    /** What is on the web. */
    public PageSource pages() {
        return url -> web.containsKey(url)
                ? new PageSource.Fetch.Fetched(Page.read(url, Objects.requireNonNull(web.get(url))))
                : new PageSource.Fetch.Missing("the page answers 404 (expected: 200)", false);
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
        public List<SiteTest> list(String workspaceId, Which which, int limit, int offset) {
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
            int length = others.stream()
                    .map(found -> found.design().treatment())
                    .filter(Objects::nonNull)
                    .mapToInt(treatment -> treatment.length())
                    .sum();
            return new Load(others.size(), length);
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
