package io.splitstream.api.surface;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.splitstream.api.access.Access;
import io.splitstream.api.access.InMemoryAccess;
import io.splitstream.api.alert.Alerts;
import io.splitstream.api.alert.InMemoryAlerts;
import io.splitstream.api.assignment.Assignments;
import io.splitstream.api.assignment.InMemoryAssignments;
import io.splitstream.api.audience.Audiences;
import io.splitstream.api.audience.InMemoryAudiences;
import io.splitstream.api.decision.Decisions;
import io.splitstream.api.decision.Histories;
import io.splitstream.api.decision.InMemoryDecisions;
import io.splitstream.api.delivery.Deliveries;
import io.splitstream.api.delivery.InMemoryDeliveries;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.InMemoryExperiments;
import io.splitstream.api.identity.Admission;
import io.splitstream.api.identity.ApiKeys;
import io.splitstream.api.identity.RequestRates;
import io.splitstream.api.identity.TokenSigner;
import io.splitstream.api.plan.Plans;
import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.InMemoryReplays;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.results.Activity;
import io.splitstream.api.results.ArchiveReads;
import io.splitstream.api.results.DailyResults;
import io.splitstream.api.results.FakeActivitySource;
import io.splitstream.api.results.FakeResultSource;
import io.splitstream.api.results.InMemoryGenerations;
import io.splitstream.api.results.Rebuilds;
import io.splitstream.api.results.Results;
import io.splitstream.api.results.Segments;
import io.splitstream.api.surface.flows.FlowsUseCases;
import io.splitstream.api.surface.sommos.AlertView;
import io.splitstream.api.surface.sommos.AnalysisView;
import io.splitstream.api.surface.sommos.SommosUseCases;
import io.splitstream.contracts.identity.TokenSettings;
import io.splitstream.contracts.identity.TokenVerifier;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What surfaces call, with stores in memory, so that several surfaces can be asked of the same. */
public final class UseCasesInMemory implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Workers workers = new Workers("test", 8, 64, meters);
    private final FakeResultSource source = new FakeResultSource();
    private final Results results = new Results(source, clock);
    private final ArchiveReads archive = new ArchiveReads();
    private final FakeActivitySource activity = new FakeActivitySource();
    private final InMemoryExperiments stored = new InMemoryExperiments();
    private final InMemoryAudiences storedAudiences = new InMemoryAudiences(stored);
    private final Experiments experiments = new Experiments(stored, id -> true, clock, new Random(1));
    private final Assignments assignments =
            new Assignments(new InMemoryAssignments(stored, storedAudiences), assignment -> {}, clock);
    private final Audiences audiences = new Audiences(storedAudiences, clock, new Ids(new Random(2)));
    private final Decisions decisions = new Decisions(results, new InMemoryDecisions(), clock);
    private final Deliveries deliveries = new Deliveries(
            new InMemoryDeliveries(),
            url -> url.startsWith("https://") ? Optional.empty() : Optional.of("http (expected: https)"),
            () -> "whsec_c2VjcmV0",
            clock);
    private final Alerts alerts = new Alerts(new InMemoryAlerts(), experiments, deliveries, AlertView::message, clock);
    private final InMemoryAccess access = new InMemoryAccess();
    private final Callers callers;

    /**
     * @param perSecond what each caller may send
     */
    public UseCasesInMemory(int perSecond) {
        this.callers = new Callers(
                new Admission(new TokenVerifier(SurfaceClient.SECRET, clock)), new RequestRates(perSecond, clock));
    }

    public SommosUseCases sommos() {
        return new SommosUseCases(
                experiments,
                assignments,
                results,
                new Segments(results, source, archive, clock),
                new Rebuilds(results, new InMemoryGenerations(), workers, clock),
                decisions,
                new Histories(results),
                new Activity(activity, clock),
                alerts,
                deliveries,
                new Access(
                        access,
                        TokenSigner.of(TokenSettings.ofSecret(SurfaceClient.SECRET)),
                        new ApiKeys(access, new Plans(Map.of()), clock),
                        new Ids(new Random(3)),
                        clock));
    }

    public FlowsUseCases flows() {
        return new FlowsUseCases(
                experiments,
                assignments,
                audiences,
                results,
                new DailyResults(source, archive, clock),
                decisions,
                AnalysisView::of);
    }

    public SurfaceContext context() {
        return new SurfaceContext(callers, new InMemoryReplays(), workers, workers, meters, clock);
    }

    /** Where results come from. */
    public FakeResultSource source() {
        return source;
    }

    /** Where single events and windows come from. */
    public FakeActivitySource activity() {
        return activity;
    }

    public Alerts alerts() {
        return alerts;
    }

    @Override
    public void close() {
        workers.close();
    }
}
