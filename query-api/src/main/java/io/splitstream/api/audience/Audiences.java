package io.splitstream.api.audience;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The use cases on audiences. Calls block. Safe for use by several threads.
 *
 * <p>A change holds for users who are assigned from then on; whoever is assigned stays so.
 */
public final class Audiences {
    private final AudienceStore store;
    private final Clock clock;
    private final Ids ids;

    public Audiences(AudienceStore store, Clock clock, Ids ids) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    public Outcome<Audience> create(String workspaceId, AudiencePlan plan) {
        return valid(plan).map(sound -> {
            Instant now = now();
            Audience created = new Audience(ids.next("aud_"), workspaceId, 1, sound, now, now);
            store.insert(created);
            return created;
        });
    }

    public Outcome<Audience> get(String workspaceId, String audienceId) {
        return store.find(workspaceId, audienceId)
                .map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(Refusal.Kind.AUDIENCE_NOT_FOUND, "There is no audience " + audienceId + "."));
    }

    public List<Audience> list(String workspaceId, int limit, int offset) {
        return store.list(workspaceId, limit, offset);
    }

    public long count(String workspaceId) {
        return store.count(workspaceId);
    }

    /**
     * Changes an audience.
     *
     * @param change makes, of what it is now, what it shall be
     */
    public Outcome<Audience> update(String workspaceId, String audienceId, UnaryOperator<AudiencePlan> change) {
        return get(workspaceId, audienceId)
                .then(current -> valid(change.apply(current.plan())).then(plan -> {
                    Audience next = current.changed(plan, now());
                    return store.replace(next)
                            ? Outcome.done(next)
                            : Outcome.refused(
                                    Refusal.Kind.CONFLICT,
                                    "Somebody else changed the audience meanwhile; look at it and try again.");
                }));
    }

    /** Removes an audience that no draft, running or paused experiment is for. */
    public Outcome<Audience> remove(String workspaceId, String audienceId) {
        return get(workspaceId, audienceId)
                .then(audience -> store.remove(audience, now())
                        ? Outcome.done(audience)
                        : Outcome.refused(
                                Refusal.Kind.CONFLICT,
                                "An experiment that is a draft, running or stopped is for this audience; give the"
                                        + " draft another, or archive the experiment first."));
    }

    private static Outcome<AudiencePlan> valid(AudiencePlan plan) {
        List<String> problems = plan.problems();
        return problems.isEmpty()
                ? Outcome.done(plan)
                : Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.join("; ", problems));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
