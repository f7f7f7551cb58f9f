package io.splitstream.api.schedule;

import io.splitstream.api.idea.IdeaRun;
import io.splitstream.api.idea.Ideas;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Transactions;
import io.splitstream.api.site.Site;
import io.splitstream.api.site.Sites;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use cases on schedules. Calls block. Safe for use by several threads.
 *
 * <p>A run and the time of the next one are stored together, so that each is made once. However many were missed, one is
 * made up for.
 */
public final class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    private static final int MOST = 100;

    private final ScheduleStore store;
    private final Sites sites;
    private final Ideas ideas;
    private final Transactions transactions;
    private final Clock clock;

    public Schedules(ScheduleStore store, Sites sites, Ideas ideas, Transactions transactions, Clock clock) {
        this.store = store;
        this.sites = sites;
        this.ideas = ideas;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Outcome<Schedule> create(String workspaceId, Schedule.Plan plan) {
        return checked(workspaceId, plan).then(site -> {
            Instant now = now();
            Schedule schedule =
                    new Schedule(UUID.randomUUID().toString(), workspaceId, plan, plan.firstAfter(now), null, now, now);
            return store.insert(schedule, MOST)
                    ? Outcome.done(schedule)
                    : Outcome.refused(
                            Refusal.Kind.CONFLICT,
                            "The workspace has " + MOST + " schedules already; change one of them.");
        });
    }

    public List<Schedule> list(String workspaceId) {
        return store.list(workspaceId);
    }

    public Outcome<Schedule> update(String workspaceId, String scheduleId, UnaryOperator<Schedule.Plan> change) {
        Optional<Schedule> found = store.find(workspaceId, scheduleId);
        if (found.isEmpty()) {
            return Outcome.refused(Refusal.Kind.NOT_FOUND, "There is no schedule " + scheduleId + ".");
        }
        Schedule.Plan plan = change.apply(found.get().plan());
        return checked(workspaceId, plan).map(site -> {
            Schedule next = found.get().planned(plan, now());
            store.replace(next);
            return next;
        });
    }

    /** Begins what is due. */
    public void runDue() {
        while (transactions.whole(this::runOne)) {
            LOG.debug("a scheduled search for ideas was begun");
        }
    }

    private boolean runOne() {
        Optional<Schedule> due = store.takeDue(now());
        if (due.isEmpty()) {
            return false;
        }
        Schedule schedule = due.get();
        Schedule.Plan plan = schedule.plan();
        Outcome<IdeaRun> begun = ideas.generate(
                schedule.workspaceId(), plan.siteId(), plan.ideasPerRun(), plan.outputType(), plan.targetPages());
        if (begun instanceof Outcome.Refused<IdeaRun> refused) {
            LOG.warn(
                    "schedule {} is left out this time: {}",
                    schedule.id(),
                    refused.refusal().message());
        }
        store.replace(schedule.ran(now()));
        return true;
    }

    private Outcome<Site> checked(String workspaceId, Schedule.Plan plan) {
        return sites.get(workspaceId, plan.siteId())
                .then(site -> ideas.targets(site, plan.targetPages()).map(pages -> site));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
