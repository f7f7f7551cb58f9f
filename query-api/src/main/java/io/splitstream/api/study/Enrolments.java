package io.splitstream.api.study;

import io.splitstream.api.platform.Outcome;
import java.time.Clock;
import java.util.Optional;

/** The use case of assigning testers to variants. Calls block. Safe for use by several threads. */
public final class Enrolments {
    private final StudyStore store;
    private final Clock clock;

    public Enrolments(StudyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A tester's enrolment, and whether it was made by this call. */
    public record Enrolled(Enrolment enrolment, boolean fresh) {}

    /** The tester's variant; assigned now if the study takes testers and this one has none. */
    public Outcome<Enrolled> assign(String workspaceId, String studyId, String testerId) {
        return store.exclusively(workspaceId, studyId, desk -> desk.map(found -> assign(found, testerId))
                .orElseGet(() -> Studies.unknown(studyId)));
    }

    private Outcome<Enrolled> assign(StudyDesk desk, String testerId) {
        Optional<Enrolment> known = desk.enrolment(testerId);
        if (known.isPresent()) {
            return Outcome.done(new Enrolled(known.get(), false));
        }
        return Recruiting.open(desk.latestRound()).map(round -> {
            Enrolment fresh = Enrolment.of(desk.study(), testerId, Studies.now(clock));
            desk.insert(fresh);
            return new Enrolled(fresh, true);
        });
    }
}
