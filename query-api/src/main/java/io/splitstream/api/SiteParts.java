package io.splitstream.api;

import io.splitstream.api.decision.Decisions;
import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.experiment.Actor;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.gateway.ChatEndpoint;
import io.splitstream.api.gateway.ChatVariants;
import io.splitstream.api.gateway.ChromiumRenderer;
import io.splitstream.api.gateway.OutboundPages;
import io.splitstream.api.generation.RuleGenerator;
import io.splitstream.api.generation.VariantGenerator;
import io.splitstream.api.generation.Variants;
import io.splitstream.api.idea.Ideas;
import io.splitstream.api.idea.Renderer;
import io.splitstream.api.identity.ApiKeys;
import io.splitstream.api.news.News;
import io.splitstream.api.outbound.OutboundHttp;
import io.splitstream.api.page.PageSource;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.plan.Plan;
import io.splitstream.api.plan.Plans;
import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.SiteTestingSettings;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.schedule.Schedules;
import io.splitstream.api.site.Sites;
import io.splitstream.api.site.experiment.SiteTests;
import io.splitstream.api.store.Database;
import io.splitstream.api.store.Outbox;
import io.splitstream.api.store.PostgresCredits;
import io.splitstream.api.store.PostgresIdeas;
import io.splitstream.api.store.PostgresKeys;
import io.splitstream.api.store.PostgresSchedules;
import io.splitstream.api.store.PostgresSiteTests;
import io.splitstream.api.store.PostgresSites;
import io.splitstream.api.store.PostgresTransactions;
import io.splitstream.api.store.PostgresWorkQueue;
import io.splitstream.api.surface.abtestbot.AbtestbotUseCases;
import io.splitstream.api.surface.abtestbot.NewsMessages;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of site testing, wired together. */
final class SiteParts {
    private final AbtestbotUseCases useCases;
    private final ApiKeys keys;
    private final News news;
    private final SiteTestingSettings settings;

    /**
     * What site testing builds on.
     *
     * @param outbound the way to users' sites
     */
    record Base(
            Database database,
            Outbox outbox,
            OutboundHttp outbound,
            Experiments experiments,
            Decisions decisions,
            Deliveries deliveries) {}

    SiteParts(SiteTestingSettings settings, Base base, Clock clock) {
        this.settings = settings;
        Plans plans = new Plans(settings.plans().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> Plan.valueOf(entry.getValue().toUpperCase(Locale.ROOT)))));
        SecureRandom random = new SecureRandom();
        Database database = base.database();
        this.keys = new ApiKeys(new PostgresKeys(database), plans, clock);
        Credits credits = new Credits(new PostgresCredits(database), plans, clock);
        PostgresWorkQueue queue = new PostgresWorkQueue(database);
        PostgresTransactions transactions = new PostgresTransactions(database, base.outbox());
        PageSource pages = new OutboundPages(base.outbound());
        Sites sites = new Sites(
                new PostgresSites(database),
                new Sites.Outside(base.outbox(), pages, url -> base.outbound().problem(url, false), transactions),
                plans,
                queue,
                clock,
                random);
        SiteTests tests = new SiteTests(
                new PostgresSiteTests(database),
                sites,
                base.experiments().by(Actor.caller("API key")),
                credits,
                transactions,
                new Ids(random));
        this.news = new NewsMessages(base.deliveries(), clock);
        Ideas ideas = new Ideas(
                new PostgresIdeas(database),
                sites,
                credits,
                new Ideas.Outside(pages, renderer(settings), queue, news),
                transactions,
                clock);
        this.useCases = new AbtestbotUseCases(
                sites,
                tests,
                credits,
                new Variants(sites, credits, pages, generator(settings)),
                ideas,
                new Schedules(new PostgresSchedules(database), sites, ideas, transactions, clock),
                base.deliveries(),
                base.decisions());
    }

    private static VariantGenerator generator(SiteTestingSettings settings) {
        RuleGenerator rules = new RuleGenerator();
        return settings.generator()
                .<VariantGenerator>map(model -> new ChatVariants(
                        new ChatEndpoint(model.url(), model.key(), model.model(), model.patience()), rules))
                .orElse(rules);
    }

    private static Renderer renderer(SiteTestingSettings settings) {
        return settings.browser().<Renderer>map(ChromiumRenderer::new).orElse(Renderer.NONE);
    }

    AbtestbotUseCases useCases() {
        return useCases;
    }

    ApiKeys keys() {
        return keys;
    }

    /** Sees to it that the configured key is there. */
    void keepKey() {
        settings.key().ifPresent(key -> keys.keep(settings.keyWorkspace(), key, "configured"));
    }

    /** Who does what is put on the queue. */
    Map<String, Worker> workers() {
        return Map.of(Sites.KIND, useCases.sites()::work, Ideas.KIND, useCases.ideas()::work);
    }

    /** What is to be done every few seconds. */
    Map<String, Runnable> chores() {
        return Map.of("run-schedules", useCases.schedules()::runDue, "tell-launches", () -> useCases.tests()
                .tell(news::experimentLaunched, news::experimentCompleted));
    }
}
