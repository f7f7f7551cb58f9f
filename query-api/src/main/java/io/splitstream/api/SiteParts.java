package io.splitstream.api;

import io.splitstream.api.decision.Decisions;
import io.splitstream.api.experiment.Actor;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.gateway.OutboundPages;
import io.splitstream.api.identity.ApiKeys;
import io.splitstream.api.outbound.OutboundHttp;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.plan.Plan;
import io.splitstream.api.plan.Plans;
import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.SiteTestingSettings;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.site.Sites;
import io.splitstream.api.site.experiment.SiteTests;
import io.splitstream.api.store.Database;
import io.splitstream.api.store.Outbox;
import io.splitstream.api.store.PostgresCredits;
import io.splitstream.api.store.PostgresKeys;
import io.splitstream.api.store.PostgresSiteTests;
import io.splitstream.api.store.PostgresSites;
import io.splitstream.api.store.PostgresTransactions;
import io.splitstream.api.store.PostgresWorkQueue;
import io.splitstream.api.surface.abtestbot.AbtestbotUseCases;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of site testing, wired together. */
final class SiteParts {
    private final AbtestbotUseCases useCases;
    private final ApiKeys keys;
    private final SiteTestingSettings settings;

    /**
     * What site testing builds on.
     *
     * @param outbound the way to users' sites
     */
    record Base(
            Database database, Outbox outbox, OutboundHttp outbound, Experiments experiments, Decisions decisions) {}

    SiteParts(SiteTestingSettings settings, Base base, Clock clock) {
        this.settings = settings;
        Plans plans = new Plans(settings.plans().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> Plan.valueOf(entry.getValue().toUpperCase(Locale.ROOT)))));
        SecureRandom random = new SecureRandom();
        Ids ids = new Ids(random);
        Database database = base.database();
        this.keys = new ApiKeys(new PostgresKeys(database), plans, clock);
        Credits credits = new Credits(new PostgresCredits(database), plans, clock);
        Sites sites = new Sites(
                new PostgresSites(database),
                new Sites.Outside(base.outbox(), new OutboundPages(base.outbound()), url -> base.outbound()
                        .problem(url, false)),
                plans,
                new PostgresWorkQueue(database),
                clock,
                random);
        SiteTests tests = new SiteTests(
                new PostgresSiteTests(database),
                sites,
                base.experiments().by(Actor.caller("API key")),
                credits,
                new PostgresTransactions(database, base.outbox()),
                ids);
        this.useCases = new AbtestbotUseCases(sites, tests, credits, base.decisions());
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
        return Map.of(Sites.KIND, useCases.sites()::work);
    }
}
