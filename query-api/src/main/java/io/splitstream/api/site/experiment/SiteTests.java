package io.splitstream.api.site.experiment;

import io.splitstream.api.experiment.Conclusion;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentDraft;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.RevisionMatch;
import io.splitstream.api.experiment.Transition;
import io.splitstream.api.experiment.VariantDraft;
import io.splitstream.api.page.Page;
import io.splitstream.api.plan.CreditEntry.Reason;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Transactions;
import io.splitstream.api.site.Site;
import io.splitstream.api.site.Sites;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.contracts.site.Goal;
import io.splitstream.contracts.site.UrlPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The use cases on experiments of sites. Calls block. Safe for use by several threads.
 *
 * <p>The experiment itself has two arms from the start; while nobody has said what the second one shows, browsers are
 * told nothing of it and it cannot be launched.
 */
public final class SiteTests {
    private static final String CONTROL = "Control (A)";
    private static final String VARIANT = "Variant B";
    private static final String CONVERSION = "conversion";

    private final SiteTestStore store;
    private final Sites sites;
    private final Experiments experiments;
    private final Credits credits;
    private final Transactions transactions;
    private final Ids ids;

    public SiteTests(
            SiteTestStore store,
            Sites sites,
            Experiments experiments,
            Credits credits,
            Transactions transactions,
            Ids ids) {
        this.store = store;
        this.sites = sites;
        this.experiments = experiments;
        this.credits = credits;
        this.transactions = transactions;
        this.ids = ids;
    }

    /** Creates a draft. */
    public Outcome<SiteTest> create(String workspaceId, String siteId, SiteTestDraft draft) {
        return sites.get(workspaceId, siteId)
                .then(site -> design(site, draft, List.of()).then(design -> room(site, design, null)
                        .then(room -> transactions.whole(() -> create(site, draft, design)))));
    }

    /**
     * Whether a draft can be created and paid for, of which all is known but what the variant shows. Stores nothing.
     *
     * @param more credits that are spent beside what it costs
     */
    public Outcome<SiteDesign> check(String workspaceId, String siteId, SiteTestDraft draft, int more) {
        return sites.get(workspaceId, siteId)
                .then(site -> design(site, draft, List.of()).then(design -> room(site, design, null)
                        .then(room -> credits.require(workspaceId, Credits.CREATE + more)
                                .map(enough -> design))));
    }

    private Outcome<SiteTest> create(Site site, SiteTestDraft draft, SiteDesign design) {
        return credits.spend(site.workspaceId(), Credits.CREATE, Reason.CREATE, draft.name())
                .map(spent -> {
                    Outcome<Experiment> created = experiments.create(site.workspaceId(), experiment(draft, design));
                    if (!(created instanceof Outcome.Done<Experiment> done)) {
                        throw new IllegalStateException("what was checked is refused: " + created);
                    }
                    SiteTest test = new SiteTest(site, done.value(), design);
                    SiteTest made = new SiteTest(
                            site, done.value(), design.treating(test.variant().id()));
                    store.insert(site.workspaceId(), site.id(), done.value().id(), made.design());
                    sites.announce(site);
                    return made;
                });
    }

    public Outcome<SiteTest> get(String workspaceId, String experimentId) {
        return store.find(workspaceId, experimentId)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(
                        Refusal.Kind.EXPERIMENT_NOT_FOUND, "There is no experiment " + experimentId + "."));
    }

    public List<SiteTest> list(String workspaceId, SiteTestStore.Which which, int limit, int offset) {
        return store.list(workspaceId, which, limit, offset);
    }

    /** Moves an experiment; launching needs something to compare and something to reach. */
    public Outcome<SiteTest> move(String workspaceId, String experimentId, Transition transition) {
        return get(workspaceId, experimentId).then(test -> obstacle(test, transition)
                .<Outcome<SiteTest>>map(why -> Outcome.refused(Refusal.Kind.INVALID_STATE, why))
                .orElseGet(() -> experiments
                        .move(workspaceId, experimentId, transition, Conclusion.NONE)
                        .map(moved -> new SiteTest(test.site(), moved, test.design()))));
    }

    /** Changes a draft. */
    public Outcome<SiteTest> update(
            String workspaceId, String experimentId, Function<SiteTestDraft, Outcome<SiteTestDraft>> change) {
        return get(workspaceId, experimentId).then(test -> {
            if (test.experiment().status() != ExperimentStatus.DRAFT) {
                return Outcome.refused(
                        Refusal.Kind.INVALID_STATE,
                        "The experiment is " + test.experiment().status().word()
                                + "; only a draft can be changed (expected: an action).");
            }
            return change.apply(draft(test)).then(draft -> design(
                            test.site(), draft, test.design().goals())
                    .then(design -> room(test.site(), design, test.experiment().id())
                            .then(room -> overtaken(transactions.whole(() -> update(test, draft, design))))));
        });
    }

    private Outcome<SiteTest> update(SiteTest test, SiteTestDraft draft, SiteDesign design) {
        return experiments
                .update(
                        test.experiment().workspaceId(),
                        test.experiment().id(),
                        RevisionMatch.of(Set.of(test.experiment().revision())),
                        current -> changed(test, current, draft, experiment(draft, design)))
                .map(next -> {
                    SiteDesign treating = design.treating(test.variant().id());
                    store.replace(next.id(), treating);
                    return new SiteTest(test.site(), next, treating);
                });
    }

    /** Nobody named a revision: whoever was faster won. */
    private static Outcome<SiteTest> overtaken(Outcome<SiteTest> outcome) {
        return outcome instanceof Outcome.Refused<SiteTest> refused
                        && refused.refusal().kind() == Refusal.Kind.PRECONDITION_FAILED
                ? Outcome.refused(
                        Refusal.Kind.CONFLICT,
                        "Somebody else changed the experiment meanwhile; look at it and try again.")
                : outcome;
    }

    /** What a site's experiment says of itself replaces what stood there; what other surfaces said stays. */
    private static Outcome<ExperimentDraft> changed(
            SiteTest test, ExperimentDraft current, SiteTestDraft draft, ExperimentDraft wanted) {
        String armId = test.variant().id();
        double others = current.variants().stream()
                .filter(variant -> !variant.control() && !armId.equals(variant.id()))
                .mapToDouble(VariantDraft::allocation)
                .sum();
        boolean resplit = draft.trafficSplit() != test.trafficSplit();
        if (resplit && draft.trafficSplit() + others > 100) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR,
                    "traffic_split: " + draft.trafficSplit() + " beside the " + others
                            + " % of other variants (expected: at most 100 together)");
        }
        List<VariantDraft> variants = new ArrayList<>();
        for (VariantDraft variant : current.variants()) {
            boolean arm = armId.equals(variant.id());
            double allocation = variant.control() ? 100 - draft.trafficSplit() - others : draft.trafficSplit();
            variants.add(new VariantDraft(
                    variant.id(),
                    arm ? wanted.variants().get(1).name() : variant.name(),
                    variant.description(),
                    variant.control(),
                    resplit && (arm || variant.control()) ? allocation : variant.allocation(),
                    variant.config(),
                    variant.flowId()));
        }
        Description words = current.description();
        return Outcome.done(new ExperimentDraft(
                new Description(
                        wanted.description().name(),
                        words.text(),
                        wanted.description().hypothesis(),
                        words.startDate(),
                        words.endDate(),
                        words.metadata()),
                variants,
                current.targetMetric(),
                current.guardrails(),
                current.plan(),
                current.autoPause(),
                metrics(test, current.metrics(), wanted.metrics()),
                current.audienceId()));
    }

    /** The goals' metrics in place of those of the goals so far, beside those that other surfaces declared. */
    private static MetricPlan metrics(SiteTest test, MetricPlan current, MetricPlan wanted) {
        List<CustomMetric> custom = new ArrayList<>(wanted.custom());
        current.custom().stream()
                .filter(metric -> test.design().goals().stream()
                        .noneMatch(goal -> goal.id().equals(metric.name())))
                .forEach(custom::add);
        return new MetricPlan(custom, current.covariate(), current.keepsEvents());
    }

    /**
     * Tells of what was launched or completed, whoever did it, on whatever surface.
     *
     * <p>What is told is stored with the note of it; an id of its own lets what is told twice arrive once.
     */
    public void tell(Consumer<SiteTest> launched, Consumer<SiteTest> completed) {
        for (SiteTest test : store.untold()) {
            transactions.whole(() -> {
                launched.accept(test);
                if (test.experiment().course().completedAt() != null) {
                    completed.accept(test);
                }
                store.noteTold(test);
                return test;
            });
        }
    }

    private static Optional<String> obstacle(SiteTest test, Transition transition) {
        if (transition == Transition.ARCHIVE && test.experiment().status() == ExperimentStatus.PAUSED) {
            return Optional.of("Cannot archive an experiment that is paused (expected: completed, draft).");
        }
        return transition == Transition.START && test.experiment().status() == ExperimentStatus.DRAFT
                ? test.obstacle()
                : Optional.empty();
    }

    /** Whether browsers can be told of a design beside the site's other experiments. */
    private Outcome<Integer> room(Site site, SiteDesign design, @Nullable String experimentId) {
        SiteTestStore.Load load = store.load(site.id(), experimentId);
        int length = load.length() + design.length();
        int most = io.splitstream.contracts.site.Site.MOST_LENGTH;
        int experimentsAllowed = io.splitstream.contracts.site.Site.MOST_EXPERIMENTS;
        if (load.experiments() + 1 > experimentsAllowed) {
            return Outcome.refused(
                    Refusal.Kind.CONFLICT,
                    "The site has " + load.experiments() + " experiments that are not over (expected: at most "
                            + experimentsAllowed + "); complete or archive some.");
        }
        return length > most
                ? Outcome.refused(
                        Refusal.Kind.CONFLICT,
                        "The site's experiments would be " + length + " long together (expected: at most " + most
                                + "); complete or archive some.")
                : Outcome.done(length);
    }

    private Outcome<SiteDesign> design(Site site, SiteTestDraft draft, List<Goal> existing) {
        String target = draft.targetUrl() == null ? site.url() : draft.targetUrl();
        Optional<String> problem = sites.targetProblem(site, target);
        if (problem.isPresent()) {
            return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, "target_url: " + problem.get());
        }
        try {
            UrlPattern pattern = pattern(draft.urlPattern());
            Optional<String> circle = circle(target, pattern, draft.treatment());
            if (circle.isPresent()) {
                return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, "redirect_url: " + circle.get());
            }
            List<Goal> goals = new ArrayList<>();
            for (int i = 0; i < draft.goals().size(); i++) {
                goals.add(goal(draft.goals().get(i), i == 0, existing));
            }
            long distinct = goals.stream().map(Goal::id).distinct().count();
            return distinct < goals.size()
                    ? Outcome.refused(Refusal.Kind.VALIDATION_ERROR, "goals: an id twice (expected: once)")
                    : Outcome.done(new SiteDesign(target, pattern, draft.ideaId(), draft.treatment(), null, goals));
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.valueOf(e.getMessage()));
        }
    }

    /** Where the test runs on its page, and that page is where its visitors would be sent. */
    private static Optional<String> circle(String target, @Nullable UrlPattern pattern, @Nullable Treatment treatment) {
        String redirect = treatment == null ? null : treatment.redirectUrl();
        boolean runsThere = pattern == null || pattern.matches(Page.path(target));
        return redirect == null || !runsThere ? Optional.empty() : SplitUrl.problem(target, redirect);
    }

    /** The primary goal is the conversion that every experiment counts, the others are metrics of their own. */
    private Goal goal(GoalDraft draft, boolean primary, List<Goal> existing) {
        String id = draft.id();
        if (id != null && existing.stream().noneMatch(goal -> goal.id().equals(id))) {
            throw new IllegalArgumentException(
                    "goals: the experiment has no goal " + id + "; leave the id out for a new one");
        }
        String used = id == null ? ids.next("goal_") : id;
        return new Goal(
                used,
                draft.name(),
                draft.type(),
                primary ? CONVERSION : used,
                draft.selector(),
                pattern(draft.urlPattern()));
    }

    private static @Nullable UrlPattern pattern(@Nullable String text) {
        return text == null ? null : UrlPattern.of(text);
    }

    private static ExperimentDraft experiment(SiteTestDraft draft, SiteDesign design) {
        String name = draft.variantName() == null ? VARIANT : draft.variantName();
        List<CustomMetric> metrics = design.goals().stream()
                .skip(1)
                .map(goal -> new CustomMetric(
                        goal.id(),
                        goal.eventType(),
                        CustomMetric.Aggregation.UNIQUE_USERS,
                        null,
                        CustomMetric.USERS,
                        Metric.Direction.UP,
                        null,
                        null))
                .toList();
        return new ExperimentDraft(
                new Description(draft.name(), null, draft.hypothesis(), null, null, null),
                List.of(
                        new VariantDraft(null, CONTROL, null, true, 100 - draft.trafficSplit(), null),
                        new VariantDraft(
                                null, name.equals(CONTROL) ? VARIANT : name, null, false, draft.trafficSplit(), null)),
                Metric.USER_CONVERSION_RATE,
                List.of(),
                DecisionPlan.USUAL,
                false,
                new MetricPlan(metrics, null, false));
    }

    private static SiteTestDraft draft(SiteTest test) {
        SiteDesign design = test.design();
        Description words = test.experiment().description();
        return new SiteTestDraft(
                words.name(),
                design.targetUrl(),
                text(design.urlPattern()),
                words.hypothesis(),
                test.trafficSplit(),
                test.variant().name(),
                design.treatment(),
                design.ideaId(),
                design.goals().stream()
                        .map(goal -> new GoalDraft(
                                goal.id(), goal.name(), goal.type(), goal.selector(), text(goal.urlPattern())))
                        .toList());
    }

    private static @Nullable String text(@Nullable UrlPattern pattern) {
        return pattern == null ? null : pattern.text();
    }
}
