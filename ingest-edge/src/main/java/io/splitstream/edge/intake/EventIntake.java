package io.splitstream.edge.intake;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Judges the events of a request, and looks again before it says no. Safe for use by several threads.
 *
 * <p>A story: a client starts an experiment, is told that it runs, and sends an event within the millisecond. The
 * definition is in the topic by then, but this edge may not have read it. So a refusal that a newer definition could
 * turn waits for one {@link DefinitionCatchUp}, which all such refusals share; what it confirms holds for a
 * {@linkplain #CONFIRMED_FOR second}, so that a client that insists costs nothing.
 */
public final class EventIntake {
    private static final Duration CONFIRMED_FOR = Duration.ofSeconds(1);
    private static final int MAX_CONFIRMED = 10_000;

    private final DefinitionRegistry registry;
    private final DefinitionCatchUp definitions;
    private final EventJudge judge;
    private final RecentExperiments confirmed;

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public EventIntake(DefinitionRegistry registry, DefinitionCatchUp definitions, LongSupplier nanoTime) {
        this.registry = registry;
        this.definitions = definitions;
        this.judge = new EventJudge(registry, new EventIds(unpredictable()));
        this.confirmed = new RecentExperiments(CONFIRMED_FOR, MAX_CONFIRMED, nanoTime);
    }

    /**
     * Judges events, in order.
     *
     * @param then gets the verdicts: at once on the caller's thread, or later on another
     */
    public void judge(List<ReadEvent> events, EventOrigin origin, Consumer<List<Verdict>> then) {
        List<Verdict> verdicts = verdicts(events, origin);
        Set<String> doubtful = doubtful(verdicts);
        if (doubtful.isEmpty()) {
            then.accept(verdicts);
            return;
        }
        var unused = definitions.catchUp().whenComplete((ignored, failure) -> {
            if (failure != null) {
                then.accept(verdicts.stream().map(EventIntake::unconfirmed).toList());
                return;
            }
            List<Verdict> second = verdicts(events, origin);
            confirmed.addAll(doubtful(second));
            then.accept(second);
        });
    }

    private List<Verdict> verdicts(List<ReadEvent> events, EventOrigin origin) {
        List<Verdict> verdicts = new ArrayList<>(events.size());
        for (int index = 0; index < events.size(); index++) {
            verdicts.add(judge.judge(events.get(index), origin, index));
        }
        return verdicts;
    }

    /** The experiments of refusals that were not confirmed lately. */
    private Set<String> doubtful(List<Verdict> verdicts) {
        Set<String> doubtful = Set.of();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Refused refused
                    && refused.revisable()
                    && !(registry.isLoaded() && confirmed.contains(refused.experimentId()))) {
                doubtful = doubtful.isEmpty() ? new LinkedHashSet<>() : doubtful;
                doubtful.add(refused.experimentId());
            }
        }
        return doubtful;
    }

    /** A refusal that nobody could confirm is no refusal: the client shall come again. */
    private static Verdict unconfirmed(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused && refused.revisable()) {
            Refusal later = new Refusal(
                    RefusalCode.UNAVAILABLE,
                    "the definition of experiment " + refused.experimentId() + " cannot be checked right now");
            return new Verdict.Refused(later, refused.experimentId(), false);
        }
        return verdict;
    }

    private static LongSupplier unpredictable() {
        ThreadLocal<SecureRandom> perThread = ThreadLocal.withInitial(SecureRandom::new);
        return () -> perThread.get().nextLong();
    }
}
