package io.splitstream.api.study;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The use cases on rounds. Calls block. Safe for use by several threads. */
public final class Rounds {
    private final StudyStore store;
    private final Clock clock;
    private final Ids ids;

    public Rounds(StudyStore store, Clock clock, Ids ids) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Starts a round, unless one is active or paused.
     *
     * @param label null for one by its number
     * @param targetSessions how many sessions it takes before it closes; null for no end
     */
    public Outcome<Round> start(
            String workspaceId, String studyId, @Nullable String label, @Nullable Integer targetSessions) {
        return store.exclusively(workspaceId, studyId, desk -> desk.map(found -> start(found, label, targetSessions))
                .orElseGet(() -> Studies.unknown(studyId)));
    }

    private Outcome<Round> start(StudyDesk desk, @Nullable String label, @Nullable Integer targetSessions) {
        Optional<Round> latest = desk.latestRound();
        if (latest.isPresent() && latest.get().status() != RoundStatus.CLOSED) {
            return Outcome.refused(
                    Refusal.Kind.CONFLICT,
                    "The round " + latest.get().label() + " is "
                            + latest.get().status().word() + "; a study has one round at a time.");
        }
        int number = latest.map(Round::number).orElse(0) + 1;
        Round round =
                Round.started(ids.next("round_"), desk.study().id(), number, label, targetSessions, Studies.now(clock));
        desk.insert(round);
        return Outcome.done(round);
    }

    public Outcome<Round> pause(String workspaceId, String roundId, @Nullable String reason) {
        return change(workspaceId, roundId, RoundStatus.ACTIVE, round -> round.paused(Studies.now(clock), reason));
    }

    public Outcome<Round> resume(String workspaceId, String roundId) {
        return change(workspaceId, roundId, RoundStatus.PAUSED, Round::resumed);
    }

    /** A study's rounds, oldest first. */
    public Outcome<List<Round>> list(String workspaceId, String studyId) {
        return store.find(workspaceId, studyId)
                .map(study -> Outcome.done(store.rounds(studyId)))
                .orElseGet(() -> Studies.unknown(studyId));
    }

    private Outcome<Round> change(
            String workspaceId, String roundId, RoundStatus expected, UnaryOperator<Round> change) {
        return store.studyOf(workspaceId, roundId)
                .map(studyId -> store.exclusively(workspaceId, studyId, desk -> desk.flatMap(StudyDesk::latestRound)
                        .filter(round -> round.id().equals(roundId))
                        .map(round -> change(desk.orElseThrow(), round, expected, change))
                        .orElseGet(() -> Outcome.refused(
                                Refusal.Kind.INVALID_STATE,
                                "The round " + roundId + " is over; there is a later one."))))
                .orElseGet(() -> Outcome.refused(Refusal.Kind.ROUND_NOT_FOUND, "There is no round " + roundId + "."));
    }

    private static Outcome<Round> change(
            StudyDesk desk, Round round, RoundStatus expected, UnaryOperator<Round> change) {
        if (round.status() != expected) {
            return Outcome.refused(
                    Refusal.Kind.INVALID_STATE,
                    "The round is " + round.status().word() + " (expected: " + expected.word() + ").");
        }
        Round next = change.apply(round);
        desk.replace(next);
        return Outcome.done(next);
    }
}
