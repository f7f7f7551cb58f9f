package io.splitstream.api.study;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import java.util.Objects;
import java.util.Optional;

/** Whom a study takes: pure rules. */
final class Recruiting {
    private Recruiting() {}

    /** The round that takes new testers, or none where the study takes all; or why nobody is taken. */
    static Outcome<Optional<Round>> open(Optional<Round> latest) {
        if (latest.isEmpty() || latest.get().status() == RoundStatus.ACTIVE) {
            return Outcome.done(latest);
        }
        Round round = latest.get();
        return Outcome.refused(
                Refusal.Kind.INVALID_STATE,
                round.status() == RoundStatus.PAUSED
                        ? "The round " + round.label() + " is paused and takes no new testers; resume it first."
                        : "The round " + round.label() + " is closed; start another one to take testers.");
    }

    /** Where a tester's new session belongs, or why there can be none. */
    static Outcome<Optional<Round>> place(Optional<Round> latest, Optional<Session> earlier) {
        return open(latest).then(round -> {
            if (earlier.isEmpty()) {
                return Outcome.done(round);
            }
            boolean sameRound =
                    Objects.equals(earlier.get().roundId(), round.map(Round::id).orElse(null));
            return Outcome.refused(
                    Refusal.Kind.CONFLICT,
                    sameRound
                            ? "The tester has had a session: " + earlier.get().id() + " is "
                                    + earlier.get().status().word() + "."
                            : "The tester took part before, and rounds have testers of their own.");
        });
    }
}
